import type { ReportRecipient, SubjectKind } from '#contracts';
import type { Category, Event, Instant } from '#kernel';

export type Data = Readonly<Record<string, unknown>>;
type Any = Event<string, Data>;

const category = (name: string): Category<number, Any> => ({ name, scope: 'exchange', initial: 0, evolve: count => count + 1 });

/** The streams of the services that this simulation plays. */
export const STREAMS = {
  episode: category('childWelfare.missingEpisode'),
  determination: category('childWelfare.determination'),
  report: category('lawEnforcement.report'),
} as const;

/** One raw input: something that happened, and when it was entered. */
export type Input = {
  readonly stream: keyof typeof STREAMS;
  readonly streamId: string;
  readonly type: string;
  readonly data: Data;
  readonly occurredAt: Instant;
  /** When somebody entered it: the services' stored time. */
  readonly enteredAt: Instant;
  /** Imported history only: when the source system says it was entered. */
  readonly claimedAt: Instant | null;
};

/** An episode or determination and all that is ever entered about it, in the order of entering. */
export type Story = {
  readonly kind: SubjectKind;
  readonly subjectId: string;
  readonly agency: string;
  readonly inputs: readonly Input[];
};

export type Recipient = ReportRecipient;

export const knownAt = ({ claimedAt, enteredAt }: Input): Instant => claimedAt ?? enteredAt;
