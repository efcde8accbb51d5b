import type { AgeBand, UsState, VictimStanding } from '#contracts';
import type { Category, Decision, Event, Instant } from '#kernel';

type Place = { readonly agency: string; readonly state: UsState; readonly county: string };
type OfYouth = { readonly youthId: string };
/** `suspected` is at risk, or a screening's proposal; `cleared` is a determination that trafficking is not indicated. */
export type Statement = OfYouth & Place & { readonly statementId: string; readonly says: VictimStanding | 'cleared'; readonly ageBand: AgeBand };
type Learned = OfYouth & {
  readonly trigger: 'arrest' | 'charge'; readonly triggerId: string; readonly triggeredAt: Instant;
  /** Of a charge: the case and its court. */
  readonly charged: { readonly caseId: string; readonly court: string; readonly county: string; readonly statusOffense: boolean } | null;
};

// These names and shapes are stored: a new shape needs an upcaster.
export type StandingEvent =
  | Event<'VictimStandingStated', Statement>
  | Event<'VictimStandingWithdrawn', OfYouth & { readonly statementId: string }>
  | Event<'ArrestOrChargeLearned', Learned>
  | Event<'ChargeDropped', OfYouth & { readonly caseId: string }>;
export type Trigger = Learned & { readonly dropped: boolean };
export type Standing = { readonly statements: readonly Statement[]; readonly triggers: readonly Trigger[] };

/** Corrected, a statement keeps its place among the others: it is no newer than it was. */
const stated = (statements: readonly Statement[], said: Statement): readonly Statement[] =>
  (statements.some(({ statementId }) => statementId === said.statementId)
    ? statements.map(each => (each.statementId === said.statementId ? said : each)) : [...statements, said]);

/** What other services told of one youth, so that neither the arrest nor the determination has to come first. */
export const standings: Category<Standing, StandingEvent> = {
  name: 'court.victimStanding',
  scope: 'court',
  initial: { statements: [], triggers: [] },
  evolve(state, { type, data }) {
    switch (type) {
      case 'VictimStandingStated':
        return { ...state, statements: stated(state.statements, data) };
      case 'VictimStandingWithdrawn':
        return { ...state, statements: state.statements.filter(({ statementId }) => statementId !== data.statementId) };
      case 'ArrestOrChargeLearned':
        return { ...state, triggers: [...state.triggers, { ...data, dropped: false }] };
      case 'ChargeDropped':
        return { ...state, triggers: state.triggers.map(each => (each.charged?.caseId === data.caseId ? { ...each, dropped: true } : each)) };
    }
  },
};

const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);

export const learn = (event: StandingEvent): Decision<Standing, StandingEvent> => ({ statements, triggers }) => {
  const { type, data } = event;
  const known = type === 'ArrestOrChargeLearned' ? triggers.some(({ triggerId }) => triggerId === data.triggerId)
    : type === 'ChargeDropped' ? !triggers.some(({ charged, dropped }) => charged?.caseId === data.caseId && !dropped)
    : type === 'VictimStandingStated' ? statements.some(each => same(each, data))
    : !statements.some(({ statementId }) => statementId === data.statementId);
  return known ? [] : [event];
};

/** As a victim the child is known while anybody's identification stands; else by whatever was stated last. */
export const standingOf = ({ statements }: Standing): (Statement & { readonly says: VictimStanding }) | null => {
  const found = statements.findLast(({ says }) => says === 'identified') ?? statements.at(-1);
  return found && found.says !== 'cleared' ? { ...found, says: found.says } : null;
};
