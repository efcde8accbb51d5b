import type { DutyReopened } from '#contracts';
import { instant, type Decision } from '#kernel';
import { assess, doneBy, type Assessment } from './assess.js';
import { duties, end, open, recordDone, reopen, voidDuty, type Duty, type DutyEvent, type Terms } from './duty.js';
import type { Fact, Horizon } from './fact.js';
import type { Rule } from './rule.js';

/** All that is recorded. The services refuse what has not happened yet, each by its own clock, so nothing is cut off here. */
const EVERYTHING: Horizon = { asOf: instant('9999-12-31T23:59:59.999Z'), asKnownAt: null };

/** What the duties of a subject should be, from all that is recorded about it. */
export const assessAll = (rules: readonly Rule[], facts: readonly Fact[]): readonly Assessment[] => assess(rules, facts, EVERYTHING);

const termsOf = (dutyId: string, { rule, subject, clock }: Assessment): Terms | undefined =>
  clock.standing !== 'runs' ? undefined : {
    dutyId, youthId: subject.youthId, ruleId: rule.id, ruleVersion: rule.effective.from, subjectKind: subject.kind, subjectId: subject.id,
    agency: subject.agency, state: subject.state, county: subject.county, recipient: rule.recipient,
    clockStart: clock.start, deadline: clock.deadline, alerts: subject.imported ? [] : [...rule.alerts], imported: subject.imported,
  };

const whyReopened = ({ attempts }: Assessment, state: Duty): DutyReopened['data']['reason'] => {
  const lost = attempts.findLast(({ reportId }) => state.status === 'met' && reportId === state.done.reportId);
  return lost?.standing === 'bounced' ? 'report-bounced' : lost?.standing === 'refused' ? 'report-refused' : 'report-corrected';
};

const inTurn = (...steps: readonly Decision<Duty, DutyEvent>[]): Decision<Duty, DutyEvent> => (initial, now) =>
  steps.reduce<{ state: Duty; events: readonly DutyEvent[] }>(({ state, events }, step) => {
    const more = step(state, now);
    return { state: more.reduce(duties.evolve, state), events: [...events, ...more] };
  }, { state: initial, events: [] }).events;

/** Brings the duty to what the facts say: opened, met, reopened, ended or void, in one append. */
export const settle = (dutyId: string, assessment: Assessment): Decision<Duty, DutyEvent> => (state, now) => {
  const { clock, ending } = assessment;
  if (clock.standing === 'void') return voidDuty(clock.reason)(state, now);
  const terms = termsOf(dutyId, assessment);
  if (!terms) return [];
  const done = doneBy(assessment, EVERYTHING.asOf);
  const inTime = ending && ending.at <= terms.deadline ? [end(ending.at, ending.by)] : [];
  return inTurn(open(terms), done ? recordDone(done) : reopen(whyReopened(assessment, state)), ...inTime)(state, now);
};
