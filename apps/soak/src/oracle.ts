import { DateTime } from 'luxon';
import { knownAt, type Data, type Input, type Story } from './inputs.js';
import { lastMoment, utc, utcText, zoneFor } from './reckoning.js';
import type { LawBook, RuleText, Where } from './rules.js';
import { findingOf, triesTo } from './tries.js';

/** What must come out for one rule and one subject. */
export type Expected = {
  readonly ruleId: string;
  readonly verdict: string;
  readonly clockStart: string | null;
  readonly deadline: string | null;
  readonly madeAt: string | null;
  readonly recordedLate: boolean;
};

type Outcome = Omit<Expected, 'ruleId'>;
type Opening = {
  readonly input: Input;
  readonly start: DateTime | null;
  /** Of an entry in NCIC: all that was said of it. */
  readonly entry?: readonly Input[];
};

const NONE = { clockStart: null, deadline: null, madeAt: null, recordedLate: false };
const NOT_REQUIRED: Outcome = { ...NONE, verdict: 'not-required' };
const NOBODY_CAN_TELL: Outcome = { ...NONE, verdict: 'not-determinable' };

const momentIn = ({ data }: { readonly data: Data }, name: string) => {
  const found = data[name] as string | null | undefined;
  return found ? utc(found) : null;
};
const fits = ({ event, where }: Where, { type, data }: Input) =>
  type === event && Object.entries(where).every(([name, values]) => values.includes(String(data[name])));
const first = (moments: readonly DateTime[]) => DateTime.min(...moments) ?? null;

/** The facts of a subject with its first one as it was corrected last. What a correction says of the child's whereabouts replaces what was said before. */
const corrected = ({ inputs }: Story) => {
  const stated = inputs.find(({ type }) => type === 'ChildReportedMissing' || type === 'DeterminationMade');
  if (!stated) return undefined;
  const corrections = inputs.filter(({ type }) => type === 'EpisodeCorrected' || type === 'DeterminationCorrected');
  const basis: Data = { ...stated.data, ...corrections.at(-1)?.data };
  const replaced = inputs.slice(0, inputs.indexOf(corrections.at(-1)!) + 1).filter(({ type }) => type === 'WhereaboutsLost');
  return {
    basis,
    inputs: inputs.filter(input => !replaced.includes(input)).map(input => (input === stated ? { ...stated, data: basis } : input)),
    everIn: new Set([stated, ...corrections].map(({ data }) => data.state as string)),
  };
};
type Case = NonNullable<ReturnType<typeof corrected>>;

/** The entries in NCIC upon each report, each up to its cancellation: what is entered while one stands completes it. */
const ncicEntriesIn = (inputs: readonly Input[]): readonly (readonly Input[])[] => {
  const [all, standing]: [Input[][], Map<string, Input[]>] = [[], new Map()];
  for (const input of inputs.filter(({ type }) => type.startsWith('Ncic'))) {
    if (!standing.has(input.streamId)) all.push(standing.set(input.streamId, []).get(input.streamId)!);
    standing.get(input.streamId)!.push(input);
    if (input.type === 'NcicCancelled') standing.delete(input.streamId);
  }
  return all;
};

/** A report counts from the instant that is now known of it, and one that bounced never reached anybody; an entry in NCIC from the instant told last. */
const openingsOf = (rule: RuleText, { inputs }: Case): readonly (Opening & { readonly opens: boolean })[] =>
  rule.opens.flatMap(opening => inputs.filter(input => fits(opening, input)).flatMap(input => {
    if (input.type === 'NcicEntered') {
      const entry = ncicEntriesIn(inputs).find(each => each.find(({ type }) => type === 'NcicEntered') === input);
      const told = entry?.filter(({ type }) => type === 'NcicEntered').flatMap(each => momentIn(each, opening.clock) ?? []);
      return entry ? [{ input, entry, start: told?.at(-1) ?? null, opens: true }] : [];
    }
    const tried = input.type === 'ReportMade' ? triesTo(inputs, input.data.recipient as string).find(({ entries }) => entries.includes(input)) : undefined;
    const start = tried?.said.at(-1)?.at ?? momentIn(input, opening.clock) ?? (opening.orElse ? momentIn(input, opening.orElse) : null);
    return [{ input, start, opens: tried?.end !== 'bounced' }];
  }));

/** What may discharge or end the duty of one opening: what is about the same report, or the same entry and not from before it. */
const concerning = ({ perOpening }: RuleText, inputs: readonly Input[], { input, start, entry }: Opening, at: readonly string[]): readonly Input[] =>
  entry ? entry.filter(each => each !== input && at.every(name => (momentIn(each, name) ?? start!) >= start!))
    : inputs.filter(({ data }) => !perOpening || data.reportId === undefined || data.reportId === input.data.reportId);

/** All that the rule asks for, done at the last of it: undefined where something is lacking, null where nobody said when. */
const doneAt = (rule: RuleText, inputs: readonly Input[], deadline: DateTime | null) => {
  const parts = rule.met.all!.map(wanted => inputs.filter(input => fits(wanted, input)).map(input => ({ input, at: momentIn(input, wanted.at) })));
  if (parts.some(part => part.length === 0)) return undefined;
  const times = parts.map(part => first(part.flatMap(({ at }) => (at ? [at] : []))));
  if (times.includes(null)) return null;
  const at = DateTime.max(...(times as DateTime[]))!;
  const inTime = (part: (typeof parts)[number]) => part.some(({ input, at: when }) => when !== null && when <= deadline! && utc(knownAt(input)) <= deadline!);
  const knownLate = deadline !== null && !parts.every(inTime);
  return { at, knownLate };
};

const byReport = (rule: RuleText, inputs: readonly Input[], deadline: DateTime, asOf: DateTime): Omit<Outcome, 'clockStart' | 'deadline'> => {
  const findings = triesTo(inputs, rule.met.report!).filter(({ end }) => end === 'stands').map(each => findingOf(each, deadline));
  const [inTime, unclear, late] = (['in-time', 'unclear', 'late'] as const).map(kind => findings.filter(finding => finding.kind === kind));
  const earliest = (of: typeof findings) => utcText(first(of.map(({ at }) => at!))!);
  const none = { madeAt: null, recordedLate: false };
  if (inTime!.length > 0) return { verdict: 'on-time', madeAt: earliest(inTime!), recordedLate: inTime!.every(({ known }) => known! > deadline) };
  if (asOf <= deadline) return { ...none, verdict: 'open' };
  if (unclear!.length > 0) return { ...none, verdict: 'not-determinable' };
  return late!.length > 0 ? { ...none, verdict: 'late', madeAt: earliest(late!) } : { ...none, verdict: 'never' };
};

const byDeeds = (rule: RuleText, inputs: readonly Input[], deadline: DateTime | null, asOf: DateTime): Omit<Outcome, 'clockStart' | 'deadline'> => {
  const done = doneAt(rule, inputs, deadline);
  const none = { madeAt: null, recordedLate: false };
  if (done && (deadline === null || done.at <= deadline)) return { verdict: 'on-time', madeAt: utcText(done.at), recordedLate: done.knownLate };
  if (done === null) return { ...none, verdict: 'not-determinable' };
  if (deadline === null || asOf <= deadline) return { ...none, verdict: 'open' };
  return done ? { ...none, verdict: 'late', madeAt: utcText(done.at) } : { ...none, verdict: 'never' };
};

const judge = (law: LawBook, rule: RuleText, { basis, inputs }: Case, opening: Opening, asOf: DateTime): Outcome => {
  const { start } = opening;
  if (!start) return NOBODY_CAN_TELL;
  const { from, fromIs, to } = rule.effective;
  const zone = zoneFor(law, basis.state as string, basis.county as string);
  if (!zone) return NOBODY_CAN_TELL;
  if (start < DateTime.fromISO(from, { zone })) return fromIs === 'in-force-by' ? NOBODY_CAN_TELL : NOT_REQUIRED;
  if (to !== null && start > DateTime.fromISO(to, { zone }).endOf('day')) return NOT_REQUIRED;
  const deadline = lastMoment(law, rule, start, basis.state as string, basis.county as string);
  if (deadline === undefined) return NOBODY_CAN_TELL;
  const own = concerning(rule, inputs, opening, [...(rule.met.all ?? []), ...(rule.ends ?? [])].map(({ at }) => at));
  const clock = { clockStart: utcText(start), deadline: deadline && utcText(deadline) };
  const found = rule.met.report ? byReport(rule, own, deadline!, asOf) : byDeeds(rule, own, deadline, asOf);
  const byDeadline = (each: Input) => deadline === null || momentIn(each, 'withheldAt')! <= deadline; // permission to say nothing does not undo a miss
  if (found.verdict !== 'on-time' && rule.withheld && own.some(each => fits(rule.withheld!, each) && byDeadline(each))) return { ...NOT_REQUIRED, ...clock };
  const end = first((rule.ends ?? []).flatMap(({ event, at }) => own.filter(({ type }) => type === event).flatMap(each => momentIn(each, at) ?? [])));
  if (found.verdict !== 'on-time' && end && (deadline === null || end <= deadline)) return { ...NONE, ...clock, verdict: 'ended-before-due' };
  // what police did and nobody told the agency is unknown to it, not undone
  const verdict = found.verdict === 'never' && rule.obligor === 'law-enforcement' ? 'not-determinable' : found.verdict;
  return { ...found, ...clock, verdict };
};

const isOwed = ({ jurisdiction, covers, ages, obligor }: RuleText, { basis }: Case): boolean => {
  const band = (basis.ageBand ?? 'unknown') as string;
  const answersPast18 = obligor === 'title-iv-e-agency' && !['placed', 'supervised-at-home', 'none'].includes(basis.coverage as string);
  const asksAge = ages !== null && !answersPast18 && band !== 'unknown';
  return (jurisdiction === 'US' || jurisdiction === basis.state) && covers.includes(basis.coverage as string) && (!asksAge || ages!.includes(band));
};

/** Of the texts of one rule, what the one in force says; where none was, one of which nobody can tell whether it was; else the newest. */
const inForce = (outcomes: readonly Outcome[]): Outcome =>
  outcomes.find(({ clockStart }) => clockStart !== null) ?? outcomes.find(({ verdict }) => verdict === 'not-determinable') ?? outcomes[0]!;

/** The verdicts of one subject, from the raw inputs and the rules' plain words alone. */
export const expectedOf = (law: LawBook, story: Story, asOfText: string): readonly Expected[] => {
  const known = corrected(story);
  if (!known) return [];
  const asOf = utc(asOfText);
  const gone = story.inputs.some(({ type }) => type === 'EpisodeRecordedInError' || type === 'DeterminationWithdrawn');
  const asked = law.rules.filter(({ subject, jurisdiction }) => subject === story.kind && (jurisdiction === 'US' || known.everIn.has(jurisdiction)));
  return [...new Set(asked.map(({ id }) => id))].flatMap(ruleId => {
    const texts = asked.filter(({ id }) => id === ruleId).sort((a, b) => (a.effective.from < b.effective.from ? 1 : -1));
    const outcomeOf = (rule: RuleText, opening: Opening | undefined) =>
      (opening && !gone && isOwed(rule, known) ? judge(law, rule, known, opening, asOf) : NOT_REQUIRED);
    const openings = openingsOf(texts[0]!, known);
    if (texts[0]!.perOpening) {
      return openings.map(opening => ({ ruleId, ...inForce(texts.map(rule => outcomeOf(rule, opening.opens ? opening : undefined))) }));
    }
    const opening = openings.filter(({ start }) => start).sort((a, b) => +a.start! - +b.start!)[0] ?? openings[0];
    return [{ ruleId, ...inForce(texts.map(rule => outcomeOf(rule, opening))) }];
  });
};
