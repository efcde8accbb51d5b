import type { DutyReopened } from '#contracts';
import { instant, type Decision, type Instant } from '#kernel';
import { assess, doneBy, type Assessment } from './assess.js';
import type { LegalClock } from './clock.js';
import { completionOf } from './conditions.js';
import { duties, end, open, recordDone, reinstate, reopen, restate, voidDuty, type Duty, type DutyEvent, type Terms } from './duty.js';
import type { Fact, Horizon } from './fact.js';
import type { Rule } from './rule.js';

/** All that is recorded. The services refuse what has not happened yet, each by its own clock, so nothing is cut off here. */
const EVERYTHING: Horizon = { asOf: instant('9999-12-31T23:59:59.999Z'), asKnownAt: null };

type Running = Extract<LegalClock, { standing: 'runs' }>;
type Ladder = Terms['alerts'];

/** What the duties of a subject should be, from all that is recorded about it. */
export const assessAll = (rules: readonly Rule[], facts: readonly Fact[]): readonly Assessment[] => assess(rules, facts, EVERYTHING);

/** What an import brings is history where it was over before it came: of what still runs, and of what follows live, people are warned. */
const isHistory = ({ openedBy, deadline }: Running, now: Instant): boolean => openedBy.claimed && deadline !== null && deadline < now;

/** Nobody is warned of what is history, does not bind, or has no deadline. */
const ladderOf = ({ rule }: Assessment, clock: Running, now: Instant): Ladder =>
  isHistory(clock, now) || !rule.binding || clock.ruleDeadline === null ? [] : [...rule.alerts];

const termsOf = (dutyId: string, assessment: Assessment, clock: Running, now: Instant): Terms => {
  const { rule, subject, opening } = assessment;
  return {
    dutyId, youthId: subject.youthId, ruleId: rule.id, ruleVersion: rule.effective.from, subjectKind: subject.kind, subjectId: subject.id,
    agency: subject.agency, state: subject.state, county: subject.county, recipient: rule.recipient,
    clockStart: clock.start, deadline: clock.ruleDeadline, alerts: ladderOf(assessment, clock, now), imported: isHistory(clock, now),
    ...(opening === null ? {} : { openedBy: opening }), ...(rule.binding ? {} : { binding: false }),
    ...(rule.obligor === 'title-iv-e-agency' ? {} : { obligor: rule.obligor }),
    ...(subject.owedBy ? { owedBy: subject.owedBy } : {}), ...(subject.addressee ? { addressee: subject.addressee } : {}),
  };
};

const whyReopened = ({ rule, attempts }: Assessment, state: Duty): DutyReopened['data']['reason'] => {
  if ('all' in rule.met) return 'fact-corrected';
  const lost = attempts.findLast(({ reportId }) => state.status === 'met' && reportId === state.done.reportId);
  return lost?.standing === 'bounced' ? 'report-bounced' : lost?.standing === 'refused' ? 'report-refused' : 'report-corrected';
};

const inTurn = (...steps: readonly Decision<Duty, DutyEvent>[]): Decision<Duty, DutyEvent> => (initial, now) =>
  steps.reduce<{ state: Duty; events: readonly DutyEvent[] }>(({ state, events }, step) => {
    const more = step(state, now);
    return { state: more.reduce(duties.evolve, state), events: [...events, ...more] };
  }, { state: initial, events: [] }).events;

/** Over without being met: the rule names the ending, all of it was done at an instant nobody stated, or the notice was withheld once it was late. */
const overBy = (assessment: Assessment, deadline: Instant | null) => {
  const { ending, requirements, excuse } = assessment;
  const completion = completionOf(requirements);
  if (completion.standing === 'unclear') return { at: completion.by.occurredAt, by: completion.by.type };
  if (excuse?.by === 'withheld' && !excuse.inTime && !doneBy(assessment, EVERYTHING.asOf)) return { at: excuse.fact.occurredAt, by: excuse.fact.type };
  return ending && (deadline === null || ending.at <= deadline) ? ending : null;
};

/** What `settle` goes by, as a text to compare; null where nothing is owed. */
export const outcomeOf = (assessment: Assessment): string | null => {
  const { clock, rule, subject, excuse } = assessment;
  if (clock.standing !== 'runs') return null;
  const { start, deadline, ruleDeadline } = clock;
  const place = [rule.effective.from, subject.agency, subject.state, subject.county];
  return JSON.stringify([start, deadline, ruleDeadline, place, excuse?.by, excuse?.inTime, doneBy(assessment, EVERYTHING.asOf), overBy(assessment, deadline)]);
};

/** Brings the duty to what the facts say: opened, restated, met, reopened, ended or void, in one append. */
export const settle = (dutyId: string, assessment: Assessment): Decision<Duty, DutyEvent> => (state, now) => {
  const { clock, excuse, cause } = assessment;
  if (clock.standing !== 'runs') return voidDuty(clock.reason)(state, now);
  const { deadline } = clock;
  const done = doneBy(assessment, EVERYTHING.asOf);
  const inTime = done !== undefined && (deadline === null || done.metAt <= deadline);
  const excused = excuse?.inTime === true && !inTime;
  if (excused && excuse?.by === 'withheld') return voidDuty('withheld')(state, now);

  const terms = termsOf(dutyId, assessment, clock, now);
  const over = overBy(assessment, deadline);
  const stays = state.status === 'ended' && over !== null && !inTime;
  return inTurn(
    open(terms), ...(stays ? [] : [reinstate(terms, cause)]), restate(terms, cause),
    done && !excused ? recordDone(done) : reopen(whyReopened(assessment, state)),
    ...(over ? [end(over.at, over.by)] : []))(state, now);
};
