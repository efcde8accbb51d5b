import type {
  AlertAcknowledged, DutyAlerted, DutyBreached, DutyEnded, DutyExtended, DutyMet, DutyOpened, DutyPaused, DutyReinstated, DutyReopened, DutyRestated,
  DutyResumed, DutyVoided, DutyWaived,
} from '#contracts';
import { plusHours, type Category, type Decision, type Instant } from '#kernel';
import { excepted, type Excepted, type Exception } from './exceptions.js';

export type DutyEvent =
  | DutyOpened | DutyAlerted | DutyBreached | DutyMet | DutyReopened | DutyVoided | DutyEnded
  | DutyRestated | DutyReinstated | DutyPaused | DutyResumed | DutyExtended | DutyWaived | AlertAcknowledged;
export type Terms = DutyOpened['data'];
/** What a correction may change of the terms. */
export type Basis = Pick<Terms, 'clockStart' | 'deadline' | 'ruleVersion' | 'agency' | 'state' | 'county'>;
export type Done = { readonly metAt: Instant; readonly reportId: string | null };

export type Held = {
  /** As the rule has them; `clockOfDuty` adds what authority did. */
  readonly terms: Terms;
  readonly alerted: readonly { readonly level: number; readonly dueAt: Instant }[];
  readonly acknowledged: readonly number[];
  readonly breachSeenAt: Instant | null;
  readonly exceptions: readonly Exception[];
};
export type Duty =
  | { readonly status: 'none' }
  | (Held & { readonly status: 'open' | 'waived' | 'voided' | 'ended' })
  | (Held & { readonly status: 'met'; readonly done: Done & { readonly onTime: boolean } });
export type KnownDuty = Exclude<Duty, { status: 'none' }>;

const held = ({ terms, alerted, acknowledged, breachSeenAt, exceptions }: Held): Held => ({ terms, alerted, acknowledged, breachSeenAt, exceptions });

const owedAgain = (state: Held): Duty =>
  ({ ...held(state), status: state.exceptions.some(({ type }) => type === 'DutyWaived') ? 'waived' : 'open' });

const extension = ({ type, data, occurredAt }: DutyExtended): Exception => ({ type, data, ...(occurredAt ? { occurredAt } : {}) });

const restatedTerms = (terms: Terms, { clockStart, deadline, ruleVersion, agency, state, county }: DutyRestated['data']): Terms => ({
  ...terms, clockStart, deadline, ruleVersion: ruleVersion ?? terms.ruleVersion,
  agency: agency ?? terms.agency, state: state ?? terms.state, county: county ?? terms.county,
});

export const duties: Category<Duty, DutyEvent> = {
  name: 'compliance.duty',
  scope: 'exchange',
  initial: { status: 'none' },
  evolve(state, event): Duty {
    if (event.type === 'DutyOpened') return { status: 'open', terms: event.data, alerted: [], acknowledged: [], breachSeenAt: null, exceptions: [] };
    if (state.status === 'none') return state;
    switch (event.type) {
      case 'DutyAlerted':
        return { ...state, alerted: [...state.alerted, { level: event.data.level, dueAt: event.data.dueAt }] };
      case 'AlertAcknowledged':
        return { ...state, acknowledged: [...state.acknowledged, event.data.level] };
      case 'DutyBreached':
        return { ...state, breachSeenAt: event.data.detectedAt };
      case 'DutyMet':
        return { ...held(state), status: 'met', done: { metAt: event.data.metAt, reportId: event.data.reportId, onTime: event.data.onTime } };
      case 'DutyReopened':
        return owedAgain(state);
      case 'DutyVoided':
        return { ...held(state), status: 'voided' };
      case 'DutyEnded':
        return { ...held(state), status: 'ended' };
      case 'DutyRestated':
        return { ...state, terms: restatedTerms(state.terms, event.data), acknowledged: [] };
      case 'DutyReinstated':
        return owedAgain({ ...state, terms: restatedTerms(state.terms, event.data), acknowledged: [] });
      case 'DutyPaused':
        return { ...state, exceptions: [...state.exceptions, { type: event.type, data: event.data }] };
      case 'DutyResumed':
        return { ...state, exceptions: [...state.exceptions, { type: event.type, data: event.data }], acknowledged: [] };
      case 'DutyExtended':
        return { ...state, exceptions: [...state.exceptions, extension(event)], acknowledged: [] };
      case 'DutyWaived':
        return { ...held(state), status: 'waived', exceptions: [...state.exceptions, { type: event.type, data: event.data }] };
    }
  },
};

/** The deadline in force: as the rule has it, moved by what authority did. Null while it stands still, and where there is no number. */
export const clockOfDuty = ({ terms, exceptions }: Held): Excepted => excepted(terms.clockStart, terms.deadline, exceptions);

export const idsOf = ({ dutyId, youthId, addressee }: Pick<Terms, 'dutyId' | 'youthId' | 'addressee'>) =>
  ({ dutyId, youthId, ...(addressee ? { addressee } : {}) });
export const namesOf = ({ subjectKind, subjectId, ruleId, openedBy, ...ids }: Terms) =>
  ({ ...idsOf(ids), subjectKind, subjectId, ruleId, ...(openedBy ? { openedBy } : {}) });

/**
 * Hours within which an import may still bring the report of what it opened. An imported duty is not watched before: its
 * deadline may be years past, and the sweep must not overtake the row's next command and record a breach that never was.
 */
const IMPORT_BRINGS_THE_REST_WITHIN = 24;

/** The deadline is computed once: opening again, under whatever rule, changes nothing. */
export const open = (terms: Terms): Decision<Duty, DutyEvent> => (state, now) => {
  if (state.status !== 'none') return [];
  const watched = terms.imported ? { watchFrom: plusHours(now, IMPORT_BRINGS_THE_REST_WITHIN) } : {};
  return [{ type: 'DutyOpened', data: { ...terms, ...watched }, occurredAt: terms.clockStart }];
};

const basisOf = ({ clockStart, deadline, ruleVersion, agency, state, county }: Basis): Basis => ({ clockStart, deadline, ruleVersion, agency, state, county });

/** Only a corrected fact moves a clock. A deadline that alone would come out otherwise, because a pack was edited, stays as it was stored. */
const isRestated = (terms: Terms, basis: Basis): boolean =>
  (['clockStart', 'ruleVersion', 'agency', 'state', 'county'] as const).some(field => terms[field] !== basis[field]);

export const restate = (basis: Basis, cause: string): Decision<Duty, DutyEvent> => state =>
  state.status !== 'none' && state.status !== 'voided' && isRestated(state.terms, basis)
    ? [{ type: 'DutyRestated', data: { ...namesOf(state.terms), ...basisOf(basis), cause } }] : [];

/** Owed after all, from the original instant: a breach already recorded for this deadline is not recorded again. */
export const reinstate = (basis: Basis, cause: string): Decision<Duty, DutyEvent> => state =>
  state.status === 'voided' || state.status === 'ended' ? [{ type: 'DutyReinstated', data: { ...namesOf(state.terms), ...basisOf(basis), cause } }] : [];

/** Met at the instant it was done, also when that becomes known after the breach. */
export const recordDone = ({ metAt, reportId }: Done): Decision<Duty, DutyEvent> => state => {
  if (state.status === 'none' || state.status === 'voided' || state.status === 'ended') return [];
  const { deadline } = clockOfDuty(state);
  const onTime = deadline === null || metAt <= deadline;
  const known = state.status === 'met' && state.done.metAt === metAt && state.done.reportId === reportId && state.done.onTime === onTime;
  return known ? [] : [{ type: 'DutyMet', data: { ...idsOf(state.terms), metAt, onTime, reportId }, occurredAt: metAt }];
};

export const reopen = (reason: DutyReopened['data']['reason']): Decision<Duty, DutyEvent> => state =>
  state.status === 'met' ? [{ type: 'DutyReopened', data: { ...idsOf(state.terms), reason } }] : [];

export const voidDuty = (reason: string): Decision<Duty, DutyEvent> => state =>
  state.status === 'none' || state.status === 'voided' ? [] : [{ type: 'DutyVoided', data: { ...idsOf(state.terms), reason } }];

/** Only an ending that the rule itself names and cites. What was met stays met. */
export const end = (endedAt: Instant, by: string): Decision<Duty, DutyEvent> => state =>
  state.status === 'open' ? [{ type: 'DutyEnded', data: { ...idsOf(state.terms), endedAt, by }, occurredAt: endedAt }] : [];
