import { join } from 'node:path';
import Type, { type Static } from 'typebox';
import { US_STATES } from '#contracts';
import { effective, endFaults, exactly, oneOf, overlapFaults, readerOf, RulesDoNotLoad, someOf, text } from '#rule-files';
import { SHIPPED } from '../rules/index.js';
import { MODELS, NEXUS, OFFENSES, RECORD_REMEDIES, REFERRALS, SURENESS, type Provision } from './domain/provision.js';

const stated = <Value extends Parameters<typeof Type.Optional>[0]>(value: Value) => Type.Optional(exactly({ value, source: text, sure: oneOf(SURENESS) }));

/** What a file under `rules/safe-harbor/` holds. */
const schema = exactly({
  pack: text, state: oneOf(US_STATES), example: Type.Boolean(),
  provisions: Type.Array(exactly({
    id: Type.String({ pattern: '^[A-Z][A-Za-z0-9.-]*$' }), citation: text, text, effective,
    parameters: exactly({
      model: stated(oneOf(MODELS)), ageLimit: stated(Type.Integer({ minimum: 1, maximum: 25 })), offenses: stated(someOf(OFFENSES)),
      nexus: stated(oneOf(NEXUS)), referral: stated(oneOf(REFERRALS)), abeyance: stated(text), vacatur: stated(Type.Boolean()),
      recordAction: stated(someOf(RECORD_REMEDIES)),
    }),
  }), { minItems: 1 }),
});

const read = readerOf(schema);
const faultsOf = ({ provisions }: Static<typeof schema>) => provisions.flatMap((provision, index) => endFaults(provision.effective, ['provisions', index]));

/** Every provision of every folder; those of examples only where examples are allowed. Throws `RulesDoNotLoad`. */
export const loadProvisions = (folders: readonly string[], { examples }: { readonly examples: boolean }): readonly Provision[] => {
  const files = read(folders.map(folder => join(folder, 'safe-harbor')), faultsOf).filter(({ value }) => examples || !value.example);
  const placed = files.flatMap(({ value, faultAt }) => value.provisions.map((provision, index) => ({
    provision: { ...provision, state: value.state } as Provision, pack: value.pack, fault: (reason: string) => faultAt(['provisions', index, 'effective'], reason),
  })));
  const faults = overlapFaults(placed.map(({ provision: { id, effective: dates }, pack, fault }) => ({ id, pack, of: id, effective: dates, fault })));
  if (faults.length > 0) throw new RulesDoNotLoad(faults);
  return placed.map(({ provision }) => provision);
};

/** The provisions this process goes by, read once when it starts. No state's are assumed. */
export class ProvisionBook {
  constructor(readonly provisions: readonly Provision[]) {}
}

/** `COURT_RULES` and `COURT_RULE_EXAMPLES`: as for the court's other rules. */
export const configuredProvisions = ({ COURT_RULES, COURT_RULE_EXAMPLES }: NodeJS.ProcessEnv): ProvisionBook =>
  new ProvisionBook(loadProvisions([SHIPPED, ...(COURT_RULES ? [COURT_RULES] : [])], { examples: COURT_RULE_EXAMPLES === 'allowed' }));
