import { DomainError, millisecondsBetween, plusMilliseconds, type Decision, type Instant } from '#kernel';
import { clockOfDuty, idsOf, namesOf, type Duty, type DutyEvent, type Held, type KnownDuty } from './duty.js';

/** The level of the breach itself, beside those of the rule's ladder. */
export const BREACH = 100;

const dueAt = (clockStart: Instant, deadline: Instant, level: number): Instant =>
  plusMilliseconds(clockStart, Math.ceil((millisecondsBetween(clockStart, deadline) * level) / 100));

const ladderOf = ({ terms, alerted }: Held, deadline: Instant) =>
  terms.alerts.map(({ level, notify }) => {
    const due = dueAt(terms.clockStart, deadline, level);
    // said once: a warning that was said of an earlier deadline is due again when authority or a correction moves it later
    return { level, notify, dueAt: due, said: alerted.some(alert => alert.level === level && alert.dueAt >= due) };
  });

/** What is still to be said before the deadline: nothing once somebody has taken it upon them. */
const alertsLeft = (state: Held, deadline: Instant) =>
  state.acknowledged.length > 0 ? [] : ladderOf(state, deadline).filter(({ said }) => !said);

/** The deadline that is watched: none while the clock stands still, where the rule gives no number, or does not bind. */
const watched = (state: Duty): Instant | null =>
  state.status === 'open' && state.terms.binding !== false ? clockOfDuty(state).deadline : null;

/** A breach of this deadline, not of an earlier one. */
export const breachOf = (state: KnownDuty): Instant | null => {
  const { deadline } = clockOfDuty(state);
  return state.breachSeenAt && deadline && state.breachSeenAt > deadline ? state.breachSeenAt : null;
};

const breachableAt = ({ terms: { watchFrom } }: Held, deadline: Instant): Instant => {
  const past = plusMilliseconds(deadline, 1);
  return watchFrom && watchFrom > past ? watchFrom : past;
};

/** The last on the ladder hears of the breach. */
const alarmed = ({ terms: { alerts } }: Held) => alerts.at(-1)?.notify;

/** Exactly the deadline is still in time. Past it the breach is the alarm, and alerts that were missed are moot. */
export const tick: Decision<Duty, DutyEvent> = (state, now) => {
  const deadline = watched(state);
  if (state.status !== 'open' || deadline === null || breachOf(state)) return [];
  const { terms } = state;
  if (now > deadline) {
    if (now < breachableAt(state, deadline)) return [];
    const notify = alarmed(state);
    const { imported, owedBy } = terms;
    const data = { ...idsOf(terms), deadline, detectedAt: now, imported, ...(owedBy ? { owedBy } : {}), ...(notify ? { notify } : {}) };
    return [{ type: 'DutyBreached', data, occurredAt: deadline }];
  }
  return alertsLeft(state, deadline).filter(alert => alert.dueAt <= now).map(alert =>
    ({ type: 'DutyAlerted', data: { ...idsOf(terms), level: alert.level, dueAt: alert.dueAt, deadline, notify: alert.notify }, occurredAt: alert.dueAt }));
};

/** The first instant at which a tick would say something; null when no tick ever will. */
export const nextTick = (state: Duty): Instant | null => {
  const deadline = watched(state);
  if (state.status !== 'open' || deadline === null || breachOf(state)) return null;
  const left = alertsLeft(state, deadline).map(alert => alert.dueAt);
  return [breachableAt(state, deadline), ...left].sort()[0] ?? null;
};

export type RaisedAlert = { readonly level: number; readonly notify: string; readonly dueAt: Instant; readonly deadline: Instant };

const raised = (state: KnownDuty): readonly RaisedAlert[] => {
  const deadline = watched(state);
  if (deadline === null) return [];
  const notify = alarmed(state);
  const ladder = ladderOf(state, deadline).filter(({ said }) => said).map(({ said: _, ...alert }) => ({ ...alert, deadline }));
  return breachOf(state) && notify ? [...ladder, { level: BREACH, notify, dueAt: deadline, deadline }] : ladder;
};

/** Raised, and taken on by nobody: to acknowledge one is to acknowledge those before it. */
export const pendingAlerts = (state: Duty): readonly RaisedAlert[] => {
  if (state.status === 'none') return [];
  const taken = Math.max(0, ...state.acknowledged);
  return raised(state).filter(({ level }) => level > taken);
};

/**
 * The role that an alert names, and those above it on the ladder: whoever was warned first does not silence what was raised to
 * others. The breach is the last one's.
 */
const mayTake = ({ terms: { alerts } }: Held, level: number, role: string): boolean =>
  (level === BREACH ? alerts.slice(-1) : alerts.filter(alert => alert.level >= level)).some(({ notify }) => notify === role);

export const acknowledge = (level: number, role: string): Decision<Duty, DutyEvent> => (state, now) => {
  if (state.status === 'none') throw new DomainError('unknown-duty', 'No such duty', 'unknown');
  if (state.acknowledged.includes(level)) return [];
  if (state.status !== 'open') throw new DomainError('duty-not-open', 'The duty is met, excused, void or ended');
  if (!raised(state).some(alert => alert.level === level)) throw new DomainError('alert-not-raised', 'No alert of this level was raised');
  if (!mayTake(state, level, role)) throw new DomainError('alert-of-another-role', 'This alert is for another role, or for one above it on the ladder', 'forbidden');
  return [{ type: 'AlertAcknowledged', data: { ...namesOf(state.terms), level, acknowledgedAt: now } }];
};
