import type {
  ChildLocated, ChildReportedMissing, DeterminationMade, DeterminationWithdrawn, EpisodeRecordedInError, ReportAcknowledged, ReportBounced,
  ReportCorrected, ReportMade, ReportRefused, ReportSupplemented, WhereaboutsLost,
} from '#contracts';
import type { AtRest, Event, Instant } from '#kernel';

export type FactEvent =
  | ChildReportedMissing | WhereaboutsLost | ChildLocated | EpisodeRecordedInError
  | DeterminationMade | DeterminationWithdrawn
  | ReportMade | ReportAcknowledged | ReportRefused | ReportBounced | ReportCorrected | ReportSupplemented;

/** What happened to one episode or determination, as the ledger keeps it: personal values sealed. */
export type Fact<E extends FactEvent = FactEvent> = E extends Event<infer Type, infer Data>
  ? {
      readonly type: Type;
      readonly data: AtRest<Data>;
      readonly eventId: string;
      readonly occurredAt: Instant;
      /** The source system's claim for imported history, else the moment of recording. */
      readonly knownAt: Instant;
      readonly recordedAt: Instant;
      readonly claimed: boolean;
    }
  : never;

/** What happened, by when it happened. */
const HAPPENINGS = [
  'ChildReportedMissing', 'WhereaboutsLost', 'ChildLocated', 'DeterminationMade',
  'ReportMade', 'ReportAcknowledged', 'ReportRefused', 'ReportBounced', 'ReportSupplemented',
] as const satisfies readonly FactEvent['type'][];

/** What speaks about the past: it holds for every `asOf` once it is known. */
const REVISIONS = ['EpisodeRecordedInError', 'DeterminationWithdrawn', 'ReportCorrected'] as const satisfies readonly FactEvent['type'][];

export const FACT_TYPES: readonly FactEvent['type'][] = [...HAPPENINGS, ...REVISIONS];

/** What a report knows: of what happened by `asOf`, as far as it was known by `asKnownAt` (null: all that is recorded). */
export type Horizon = { readonly asOf: Instant; readonly asKnownAt: Instant | null };

export const within = ({ asOf, asKnownAt }: Horizon) => (fact: Fact): boolean =>
  (fact.occurredAt <= asOf || ofType([fact], ...REVISIONS).length > 0) && (asKnownAt === null || fact.knownAt <= asKnownAt);

export const ofType = <Type extends FactEvent['type']>(facts: readonly Fact[], ...types: readonly Type[]) =>
  facts.filter((fact): fact is Extract<Fact, { type: Type }> => (types as readonly string[]).includes(fact.type));
