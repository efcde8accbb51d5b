import type { DutyAlerted, DutyBreached, DutyEnded, DutyMet, DutyOpened, DutyReopened, DutyVoided } from '#contracts';
import { millisecondsBetween, plusMilliseconds, type Category, type Decision, type Instant } from '#kernel';

export type DutyEvent = DutyOpened | DutyAlerted | DutyBreached | DutyMet | DutyReopened | DutyVoided | DutyEnded;
export type Terms = DutyOpened['data'];
export type Done = { readonly metAt: Instant; readonly reportId: string | null };

type Held = { readonly terms: Terms; readonly alerted: readonly number[]; readonly breachSeenAt: Instant | null };
export type Duty =
  | { readonly status: 'none' }
  | (Held & { readonly status: 'open' | 'voided' | 'ended' })
  | (Held & { readonly status: 'met'; readonly done: Done });

export const duties: Category<Duty, DutyEvent> = {
  name: 'compliance.duty',
  scope: 'exchange',
  initial: { status: 'none' },
  evolve(state, event): Duty {
    if (event.type === 'DutyOpened') return { status: 'open', terms: event.data, alerted: [], breachSeenAt: null };
    if (state.status === 'none') return state;
    const { terms, alerted, breachSeenAt } = state;
    switch (event.type) {
      case 'DutyAlerted':
        return { ...state, alerted: [...alerted, event.data.level] };
      case 'DutyBreached':
        return { ...state, breachSeenAt: event.data.detectedAt };
      case 'DutyMet':
        return { status: 'met', terms, alerted, breachSeenAt, done: { metAt: event.data.metAt, reportId: event.data.reportId } };
      case 'DutyReopened':
        return { status: 'open', terms, alerted, breachSeenAt };
      case 'DutyVoided':
        return { status: 'voided', terms, alerted, breachSeenAt };
      case 'DutyEnded':
        return { status: 'ended', terms, alerted, breachSeenAt };
    }
  },
};

const of = ({ dutyId, youthId }: Terms) => ({ dutyId, youthId });

const alertDueAt = ({ clockStart, deadline }: Terms, level: number): Instant =>
  plusMilliseconds(clockStart, Math.ceil((millisecondsBetween(clockStart, deadline) * level) / 100));

const alertsLeft = ({ terms, alerted }: Held) =>
  terms.alerts.filter(({ level }) => !alerted.includes(level)).map(alert => ({ ...alert, dueAt: alertDueAt(terms, alert.level) }));

/** The deadline is computed once: opening again, under whatever rule, changes nothing. */
export const open = (terms: Terms): Decision<Duty, DutyEvent> => state =>
  state.status === 'none' ? [{ type: 'DutyOpened', data: terms, occurredAt: terms.clockStart }] : [];

/** Exactly the deadline is still in time. Past it the breach is the alarm, and alerts that were missed are moot. */
export const tick: Decision<Duty, DutyEvent> = (state, now) => {
  if (state.status !== 'open' || state.breachSeenAt) return [];
  const { terms } = state;
  const { deadline, imported } = terms;
  if (now > deadline) return [{ type: 'DutyBreached', data: { ...of(terms), deadline, detectedAt: now, imported }, occurredAt: deadline }];
  return alertsLeft(state).filter(({ dueAt }) => dueAt <= now).map(({ level, notify, dueAt }) =>
    ({ type: 'DutyAlerted', data: { ...of(terms), level, dueAt, deadline, notify }, occurredAt: dueAt }));
};

/** The first instant at which a tick would say something; null when no tick ever will. */
export const nextTick = (state: Duty): Instant | null => {
  if (state.status !== 'open' || state.breachSeenAt) return null;
  return [plusMilliseconds(state.terms.deadline, 1), ...alertsLeft(state).map(({ dueAt }) => dueAt)].sort()[0] ?? null;
};

/** Met at the instant the report was made, also when that becomes known after the breach. */
export const recordDone = ({ metAt, reportId }: Done): Decision<Duty, DutyEvent> => state => {
  const known = state.status === 'met' && state.done.metAt === metAt && state.done.reportId === reportId;
  if (known || (state.status !== 'open' && state.status !== 'met')) return [];
  const { terms } = state;
  return [{ type: 'DutyMet', data: { ...of(terms), metAt, onTime: metAt <= terms.deadline, reportId }, occurredAt: metAt }];
};

export const reopen = (reason: DutyReopened['data']['reason']): Decision<Duty, DutyEvent> => state =>
  state.status === 'met' ? [{ type: 'DutyReopened', data: { ...of(state.terms), reason } }] : [];

export const voidDuty = (reason: string): Decision<Duty, DutyEvent> => state =>
  state.status === 'none' || state.status === 'voided' ? [] : [{ type: 'DutyVoided', data: { ...of(state.terms), reason } }];

/** Only an ending that the rule itself names and cites. What was met stays met. */
export const end = (endedAt: Instant, by: string): Decision<Duty, DutyEvent> => state =>
  state.status === 'open' ? [{ type: 'DutyEnded', data: { ...of(state.terms), endedAt, by }, occurredAt: endedAt }] : [];
