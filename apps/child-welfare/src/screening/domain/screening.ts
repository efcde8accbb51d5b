import type { ScreeningCompleted } from '#contracts';
import { DomainError, personal, type Category, type Decision, type Event, type Instant, type Personal } from '#kernel';
import { propose, type Answers, type ScreeningResult, type Tool } from './tool.js';

export const OVERRIDE_REASONS = ['clinical-judgement', 'new-information', 'answered-under-duress'] as const;

type Completed = ScreeningCompleted['data'];
type Place = Pick<Completed, 'agency' | 'state' | 'county'>;
export type ToolName = { readonly name: string; readonly version: string };
export type EarlierScreening = Pick<Completed, 'screeningId' | 'completedAt' | 'tool' | 'result'> & { readonly recordedBy: string };

// These names and shapes are stored: a new shape needs an upcaster.
type Recorded = {
  readonly screeningId: string; readonly youthId: string;
  readonly answers: Personal<Answers> | null;
  readonly proposed: ScreeningResult | null;
  /** What whoever recorded it was shown: the child had told the story already. */
  readonly earlierScreenings: readonly EarlierScreening[];
};
export type ScreeningEvent = ScreeningCompleted | Event<'ScreeningRecorded', Recorded>;

export type Screening = { readonly completed: Completed | null; readonly recorded: Recorded | null };

export const screenings: Category<Screening, ScreeningEvent> = {
  name: 'childWelfare.screening',
  scope: 'agency',
  initial: { completed: null, recorded: null },
  evolve: (state, event) => (event.type === 'ScreeningCompleted' ? { ...state, completed: event.data } : { ...state, recorded: event.data }),
};

export type ScreeningToRecord = {
  readonly screeningId: string; readonly youthId: string; readonly place: Place; readonly completedAt: Instant;
  readonly tool: ToolName | null;
  /** The tool itself, when it is one of ours. */
  readonly definition: Tool | undefined;
  readonly answers?: Answers | undefined;
  readonly result?: ScreeningResult | undefined;
  readonly override?: { readonly result: ScreeningResult; readonly reason: (typeof OVERRIDE_REASONS)[number] } | undefined;
  readonly earlierScreenings: readonly EarlierScreening[];
};

const malformed = (code: string, message: string) => new DomainError(code, message, 'malformed');

/** Answers are scored by the tool; a screening recorded elsewhere brings its result and perhaps no tool. Nothing is filled in. */
const outcome = ({ tool, definition, answers, result, override }: ScreeningToRecord) => {
  if (!answers) {
    if (!result) throw malformed('result-required', 'Without answers a screening needs the result it had');
    if (override) throw malformed('override-without-proposal', 'Only what a tool proposed can be overridden');
    return { proposed: null, result, overridden: null };
  }
  if (!tool) throw malformed('tool-required', 'Answers need the tool that asked');
  if (result) throw malformed('result-with-answers', 'The tool proposes the result; set another by an override with its reason');
  if (!definition) throw new DomainError('unknown-tool', 'No tool of this name and version is configured');
  const proposed = propose(definition, answers);
  return { proposed, result: override?.result ?? proposed, overridden: override?.reason ?? null };
};

export const recordScreening = (screening: ScreeningToRecord): Decision<Screening, ScreeningEvent> => (state, now) => {
  if (state.completed) return [];
  const { screeningId, youthId, place, completedAt, tool, answers, earlierScreenings } = screening;
  if (completedAt > now) throw new DomainError('completed-in-the-future', 'A screening is recorded once it is completed');
  const { proposed, result, overridden } = outcome(screening);
  return [
    { type: 'ScreeningCompleted', data: { screeningId, youthId, ...place, completedAt, tool, result, overridden }, occurredAt: completedAt },
    { type: 'ScreeningRecorded', data: { screeningId, youthId, answers: answers ? personal(answers) : null, proposed, earlierScreenings }, occurredAt: completedAt },
  ];
};
