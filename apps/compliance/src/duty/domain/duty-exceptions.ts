import { DomainError, type Decision, type Instant } from '#kernel';
import { clockOfDuty, namesOf, type Duty, type DutyEvent, type KnownDuty } from './duty.js';
import type { Exception } from './exceptions.js';

/** Who may do this, and why: the law, order or office it rests on, and a code. */
export type Because = { readonly authority: string; readonly reason: string };

const refuseIf = (refused: boolean, code: string, message: string) => {
  if (refused) throw new DomainError(code, message);
};

const existing = (state: Duty): KnownDuty => {
  if (state.status === 'none') throw new DomainError('unknown-duty', 'No such duty', 'unknown');
  return state;
};

/** Said again word for word it is the same exception. */
const isRepeated = ({ exceptions }: KnownDuty, { type, data }: Exception): boolean => {
  const last = exceptions.at(-1);
  const fields = Object.entries(data);
  return last?.type === type && fields.every(([field, value]) => (last.data as Record<string, unknown>)[field] === value);
};

const except = (
  makeEvent: (duty: KnownDuty) => Exception & DutyEvent, refusals: (duty: KnownDuty, now: Instant) => void,
): Decision<Duty, DutyEvent> => (state, now) => {
  const duty = existing(state);
  const event = makeEvent(duty);
  if (isRepeated(duty, event)) return [];
  refusals(duty, now);
  return [event];
};

const refuseUnlessOpen = ({ status }: KnownDuty) =>
  refuseIf(status !== 'open', 'duty-not-open', 'The duty is met, excused, void or ended');

const deadlineOf = (duty: KnownDuty): Instant => {
  refuseUnlessOpen(duty);
  const { deadline, paused } = clockOfDuty(duty);
  refuseIf(paused !== null, 'already-paused', 'The clock stands still: let it run first');
  if (deadline === null) throw new DomainError('duty-without-deadline', 'The rule gives no number: there is no clock to stop or move');
  return deadline;
};

const lastResumed = ({ exceptions }: KnownDuty): Instant | undefined =>
  exceptions.flatMap(({ type, data }) => (type === 'DutyResumed' ? [data.resumedAt] : [])).at(-1);

export const pauseDuty = (pausedAt: Instant, because: Because): Decision<Duty, DutyEvent> => except(
  ({ terms }) => ({ type: 'DutyPaused', data: { ...namesOf(terms), ...because, pausedAt }, occurredAt: pausedAt }),
  (duty, now) => {
    const deadline = deadlineOf(duty);
    refuseIf(pausedAt > now, 'paused-in-the-future', 'The clock cannot have been stopped yet');
    refuseIf(pausedAt < duty.terms.clockStart, 'paused-before-start', 'The clock had not begun to run');
    refuseIf(pausedAt > deadline, 'paused-after-deadline', 'The clock had run out');
    refuseIf(pausedAt < (lastResumed(duty) ?? pausedAt), 'paused-before-resumption', 'The clock stood still then already');
  });

/** Also of a duty that is met by then: whether in time depends on how long its clock stood still. */
export const resumeDuty = (resumedAt: Instant, because: Because): Decision<Duty, DutyEvent> => except(
  ({ terms }) => ({ type: 'DutyResumed', data: { ...namesOf(terms), ...because, resumedAt }, occurredAt: resumedAt }),
  (duty, now) => {
    const { paused } = clockOfDuty(duty);
    if (paused === null) throw new DomainError('not-paused', 'The clock runs');
    refuseIf(resumedAt > now, 'resumed-in-the-future', 'The clock cannot run on yet');
    refuseIf(resumedAt < paused.at, 'resumed-before-pause', 'The clock had not been stopped yet');
  });

export const extendDuty = (deadline: Instant, because: Because): Decision<Duty, DutyEvent> => (state, now) => except(
  ({ terms }) => ({ type: 'DutyExtended', data: { ...namesOf(terms), ...because, deadline }, occurredAt: now }),
  duty => {
    const before = deadlineOf(duty);
    refuseIf(now > before, 'extended-after-deadline', 'The clock had run out: what was missed stays missed');
    refuseIf(deadline <= before, 'extension-not-later', 'An extension ends later than the deadline it replaces');
  })(state, now);

/** Also once the clock has run out: it asks for nothing more then, and what was missed stays missed. */
export const waiveDuty = (waivedAt: Instant, because: Because): Decision<Duty, DutyEvent> => except(
  ({ terms }) => ({ type: 'DutyWaived', data: { ...namesOf(terms), ...because, waivedAt }, occurredAt: waivedAt }),
  (duty, now) => {
    refuseUnlessOpen(duty);
    refuseIf(waivedAt > now, 'waived-in-the-future', 'The duty cannot have been waived yet');
  });
