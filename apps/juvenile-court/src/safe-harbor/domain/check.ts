import type {
  AgeBand, SAFE_HARBOR_AUTHORITIES, SafeHarborCheckDecided, SafeHarborCheckOpened, SafeHarborCheckVoided, SafeHarborOutcome, VOID_CHECK_REASONS,
} from '#contracts';
import { clearOf, DomainError, type Category, type Decision, type Event, type Instant, type Personal } from '#kernel';
import type { Allegation, Applied } from './provision.js';

export type CheckIds = { readonly checkId: string; readonly youthId: string; readonly caseId: string };
/** All that is known when it opens; the court keeps more of it than is published. A check without a case is a matter of its own. */
export type Opening = SafeHarborCheckOpened['data'] & CheckIds & {
  readonly court: string | null; readonly ageBand: AgeBand; readonly allegation: Allegation;
};

// These names and shapes are stored: a new shape needs an upcaster.
export type CheckEvent =
  | SafeHarborCheckOpened | SafeHarborCheckDecided | SafeHarborCheckVoided
  | Event<'SafeHarborCheckPlaced', Opening>
  | Event<'SafeHarborDecisionGrounded', CheckIds & { readonly provisions: readonly string[]; readonly officer: Personal<string> }>;

export type Ruling = {
  readonly decidedBy: (typeof SAFE_HARBOR_AUTHORITIES)[number];
  readonly officer: Personal<string>;
  readonly decidedAt: Instant;
  readonly outcomes: readonly SafeHarborOutcome[];
  /** The provisions it rests on, by id. */
  readonly provisions: readonly string[];
};
export type KnownCheck = Opening & { readonly status: 'open' | 'decided' | 'void'; readonly ruling: Partial<Ruling> | null };
export type Check = { readonly status: 'none' } | KnownCheck;

export const checks: Category<Check, CheckEvent> = {
  name: 'court.safeHarborCheck',
  scope: ({ caseId }) => `court:${caseId as string}`,
  initial: { status: 'none' },
  evolve(state, event): Check {
    if (event.type === 'SafeHarborCheckPlaced') {
      const decided = state.status === 'decided' ? { status: state.status, ruling: state.ruling } : { status: 'open' as const, ruling: null };
      return { ...event.data, ...decided };
    }
    if (state.status === 'none') return state;
    switch (event.type) {
      case 'SafeHarborCheckDecided': {
        const { decidedBy, decidedAt, outcomes } = event.data;
        return { ...state, status: 'decided', ruling: { decidedBy, decidedAt, outcomes } };
      }
      case 'SafeHarborDecisionGrounded': {
        const { provisions, officer } = event.data;
        return { ...state, ruling: { ...state.ruling, provisions, officer } };
      }
      case 'SafeHarborCheckVoided':
        return { ...state, status: 'void' };
      default:
        return state;
    }
  },
};

type Decide = Decision<Check, CheckEvent>;

const known = (state: Check): KnownCheck => {
  if (state.status === 'none') throw new DomainError('unknown-check', 'No such safe-harbor check', 'unknown');
  return state;
};

const placed = (opening: Opening): CheckEvent => ({ type: 'SafeHarborCheckPlaced', data: opening, occurredAt: opening.triggeredAt });

/** What may prove otherwise: whose check it is, and what is known of the child. */
const RESTATED = ['court', 'state', 'county', 'standing', 'ageBand'] as const satisfies readonly (keyof Opening)[];

/**
 * Opened once for an arrest or charge; again, where it was void and the child is known as a victim after all. What proved otherwise since is
 * stated anew, and a decision that stands may then be made anew.
 */
export const openCheck = (opening: Opening): Decide => state => {
  if (state.status === 'open' || state.status === 'decided') {
    return RESTATED.some(fact => opening[fact] !== state[fact]) ? [placed({ ...opening, agency: state.agency })] : [];
  }
  const { caseId: _, court: __, ageBand: ___, allegation: ____, ...published } = opening;
  return [placed(opening), { type: 'SafeHarborCheckOpened', data: published, occurredAt: opening.triggeredAt }];
};

/** A court was named for the county after all. */
export const placeCheck = (court: string): Decide => state => {
  if (state.status !== 'open' || state.court !== null) return [];
  const { status: _, ruling: __, ...opening } = state;
  return [placed({ ...opening, court })];
};

export const voidCheck = (reason: (typeof VOID_CHECK_REASONS)[number]): Decide => (state, now) => {
  if (state.status !== 'open') return [];
  const { checkId, youthId, agency } = state;
  return [{ type: 'SafeHarborCheckVoided', data: { checkId, youthId, agency, voidedAt: now, reason } }];
};

const refuseIf = (refused: boolean, code: string, message: string) => {
  if (refused) throw new DomainError(code, message);
};

const grounds = ({ outcomes, provisions }: Ruling, listed: readonly Applied[]): void => {
  const named = provisions.map(id => listed.find(provision => provision.id === id));
  refuseIf(named.includes(undefined), 'unknown-provision', 'The state has no such provision in force on that day');
  refuseIf(named.some(provision => !provision!.mayApply), 'provision-does-not-apply', 'A provision that is named does not cover the child');
  const immunity = named.some(provision => provision!.parameters.model?.value.startsWith('immunity'));
  refuseIf(outcomes.includes('immunity-granted') && !immunity, 'immunity-without-provision', 'Immunity rests on a provision that grants it');
};

const asSet = <Name extends string>(names: readonly Name[] = []): Name[] => [...new Set(names)].sort();
/** All that a ruling says, so that only the very same is a repeat. */
const said = ({ decidedBy, decidedAt, outcomes, provisions, officer }: Partial<Ruling>): string =>
  JSON.stringify([decidedBy, decidedAt, asSet(outcomes), asSet(provisions), clearOf(officer)]);

/** Somebody with authority decides; decided anew, the newer decision stands and the older stays readable. `listed`: the state's provisions. */
export const decideCheck = (ruling: Ruling, listed: (check: KnownCheck) => readonly Applied[]): Decide => (state, now) => {
  const check = known(state);
  refuseIf(check.status === 'void', 'check-void', 'What opened the check proved otherwise');
  refuseIf(ruling.decidedAt > now, 'decided-in-the-future', 'It cannot have been decided yet');
  refuseIf(ruling.decidedAt < check.triggeredAt, 'decided-before-trigger', 'It cannot have been decided before the child was arrested or charged');
  grounds(ruling, listed(check));
  const { checkId, youthId, caseId, agency } = check;
  const { decidedBy, officer, decidedAt, provisions } = ruling;
  if (check.ruling && said(check.ruling) === said(ruling)) return [];
  const outcomes = asSet(ruling.outcomes);
  return [
    { type: 'SafeHarborCheckDecided', data: { checkId, youthId, agency, decidedAt, decidedBy, outcomes }, occurredAt: decidedAt },
    { type: 'SafeHarborDecisionGrounded', data: { checkId, youthId, caseId, provisions, officer }, occurredAt: decidedAt },
  ];
};
