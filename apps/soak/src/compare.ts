import { expectedOf, type Expected } from './oracle.js';
import type { Story } from './inputs.js';
import type { DutyLife, Given } from './outcome.js';
import type { LawBook } from './rules.js';
import type { Stretch } from './simulate.js';

const FIELDS = ['verdict', 'clockStart', 'deadline', 'madeAt', 'recordedLate'] as const;

const line = (duty: Expected | Given) => FIELDS.map(name => `${name} ${duty[name]}`).join(', ');
const linesOf = (duties: readonly (Expected | Given)[], ruleId: string) => duties.filter(duty => duty.ruleId === ruleId).map(line).sort();

/** Where the ledger's verdicts are not those of the oracle, field by field. */
export const compareVerdicts = (expected: ReadonlyMap<string, readonly Expected[]>, given: ReadonlyMap<string, readonly Given[]>): readonly string[] =>
  [...expected].flatMap(([subjectId, duties]) => {
    const answered = given.get(subjectId) ?? [];
    return [...new Set([...duties, ...answered].map(({ ruleId }) => ruleId))].flatMap(ruleId => {
      const [want, got] = [linesOf(duties, ruleId), linesOf(answered, ruleId)];
      return want.join() === got.join() ? [] : [`${subjectId} ${ruleId}: expected ${want.join('; ') || 'nothing'} | the ledger says ${got.join('; ') || 'nothing'}`];
    });
  });

const repeated = (values: readonly string[]) => [...new Set(values.filter((value, index) => values.indexOf(value) !== index))];

/** The deadline as the duty has it after every correction. */
const termsOf = ({ events }: DutyLife) =>
  events.findLast(({ type }) => ['DutyOpened', 'DutyRestated', 'DutyReinstated'].includes(type))?.data as { clockStart: string; deadline: string | null } | undefined;

/** Said once: a warning or a breach may come again only for another deadline, when a correction has moved it. */
const sayings = ({ events }: DutyLife) => {
  const moved = events.some(({ type }) => type === 'DutyRestated' || type === 'DutyReinstated');
  return events.filter(({ type }) => ['DutyOpened', 'DutyAlerted', 'DutyBreached'].includes(type))
    .map(({ type, data }) => [type, data.level, ...(moved ? [data.deadline] : [])].join(' ').trim());
};

/** What must hold of the duties themselves, whatever was killed: none lost, none twice, each breach once, each level once. */
export const compareDuties = (expected: ReadonlyMap<string, readonly Expected[]>, lives: ReadonlyMap<string, DutyLife>, end: string): readonly string[] => {
  const faults: string[] = [];
  const open = new Map<string, { readonly life: DutyLife; readonly name: string }[]>();
  for (const [stream, life] of lives) {
    for (const twice of repeated(sayings(life))) faults.push(`${stream}: ${twice} twice`);
    const terms = termsOf(life);
    if (life.events[0]?.type !== 'DutyOpened' || !terms) {
      faults.push(`${stream}: begins with ${life.events[0]?.type}`);
      continue;
    }
    const name = `${life.subjectId} ${life.ruleId} from ${terms.clockStart} to ${terms.deadline}`;
    open.set(name, [...(open.get(name) ?? []), { life, name }]);
  }
  for (const [subjectId, duties] of expected) {
    for (const { ruleId, clockStart, deadline, verdict } of duties) {
      if (clockStart === null || verdict === 'not-required') continue;
      const name = `${subjectId} ${ruleId} from ${clockStart} to ${deadline}`;
      const found = open.get(name)?.pop();
      if (!found) faults.push(`${name}: lost, it was never opened so`);
      else if (verdict === 'never' && alarmDue(found.life, deadline!, end) && !breached(found.life, deadline!)) faults.push(`${name}: its breach is missing`);
    }
  }
  for (const { life, name } of [...open.values()].flat()) {
    if (!life.events.some(({ type }) => type === 'DutyVoided')) faults.push(`${name}: opened, and nothing asks for it`);
  }
  return faults;
};

const HOUR = 3_600_000;
const breached = ({ events }: DutyLife, deadline: string) => events.some(({ type, data }) => type === 'DutyBreached' && String(data.detectedAt) > deadline);

/** Imported history is not watched for its first day, what does not bind never alarms, and what was withheld when it was entered is watched no more. */
const alarmDue = ({ events }: DutyLife, deadline: string, end: string) => {
  const { imported, binding, watchFrom } = events[0]!.data as { imported: boolean; binding?: boolean; watchFrom?: string };
  const withheld = events.some(({ type, data }) => type === 'DutyEnded' && data.by === 'NoticeWithheld');
  return binding !== false && !withheld && deadline < end && (!imported || Date.parse(watchFrom ?? deadline) + HOUR < Date.parse(end));
};

export const expectedAll = (law: LawBook, stories: readonly Story[], asOf: string): ReadonlyMap<string, readonly Expected[]> =>
  new Map(stories.map(story => [story.subjectId, expectedOf(law, story, asOf)]));

/** How late each alarm was whose deadline real time ran over: the rest waited for the clock to be moved, not for the product. */
export const latencies = (lives: ReadonlyMap<string, DutyLife>, stretches: readonly Stretch[]): readonly number[] =>
  [...lives.values()].flatMap(({ deadline, openedAt, events }) => {
    if (deadline === null) return [];
    const breach = events.find(({ type }) => type === 'DutyBreached');
    const at = Date.parse(deadline);
    const measured = breach && openedAt < deadline && stretches.some(({ from, to }) => from <= at && at < to);
    return measured ? [Date.parse(breach.data.detectedAt as string) - at] : [];
  }).sort((a, b) => a - b);

/** The least value that at least this share of the values does not exceed; null of none. */
export const percentile = (sorted: readonly number[], share: number): number | null =>
  sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? null;
