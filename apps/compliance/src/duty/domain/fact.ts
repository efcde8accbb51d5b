import type {
  ChildLocated, ChildRecovered, ChildReportedMissing, ChildReturned, CommunicationHeld, CourtTermFulfilled, CourtTermOrdered, CourtTermWithdrawn,
  DeterminationCorrected, DeterminationMade, DeterminationWithdrawn, DutyExtended, DutyPaused, DutyResumed, DutyWaived, EpisodeClosed,
  EpisodeCorrected, EpisodeRecordedInError, EpisodesMerged, EpisodesUnmerged, FactorsDetermined, FactorsRespondedTo, HhsNotified, HolderOrderIssued,
  HolderReceiptGiven, MotionFiled, NcicCancelled, NcicEntered, NcicVerified, NcmecToldByPolice, NoticeGiven, NoticeWithheld, RefusalEscalated,
  ReportAcknowledged, ReportBounced, ReportCorrected, ReportMade, ReportRefused, ReportSupplemented, ReturnInterviewHeld, SafeHarborCheckDecided,
  SafeHarborCheckOpened, SafeHarborCheckVoided, ScreenedOnReturn, ServicesArranged, WhereaboutsLost,
} from '#contracts';
import type { AtRest, Event, Instant } from '#kernel';

export type FactEvent =
  | ChildReportedMissing | WhereaboutsLost | ChildLocated | EpisodeRecordedInError | EpisodeCorrected | EpisodesMerged | EpisodesUnmerged | EpisodeClosed
  | DeterminationMade | DeterminationWithdrawn | DeterminationCorrected | HhsNotified
  | NoticeGiven | NoticeWithheld | MotionFiled | CommunicationHeld
  | ChildReturned | ReturnInterviewHeld | ScreenedOnReturn | FactorsDetermined | FactorsRespondedTo | ServicesArranged
  | ReportMade | ReportAcknowledged | ReportRefused | ReportBounced | ReportCorrected | ReportSupplemented | RefusalEscalated
  | NcicEntered | NcicVerified | NcicCancelled | NcmecToldByPolice | ChildRecovered
  | CourtTermOrdered | CourtTermFulfilled | CourtTermWithdrawn | HolderOrderIssued | HolderReceiptGiven
  | SafeHarborCheckOpened | SafeHarborCheckDecided | SafeHarborCheckVoided
  | DutyPaused | DutyResumed | DutyExtended | DutyWaived;

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
      /** The episode it was recorded with, where that is not the subject but was merged into it at some time. */
      readonly recordedWith?: string;
      /** The correction that its instant is from, where it is not the instant that was first recorded. */
      readonly statedBy?: Fact;
    }
  : never;

/** What happened, by when it happened. */
const HAPPENINGS = [
  'ChildReportedMissing', 'WhereaboutsLost', 'ChildLocated', 'EpisodeClosed', 'DeterminationMade', 'HhsNotified',
  'NoticeGiven', 'NoticeWithheld', 'MotionFiled', 'CommunicationHeld',
  'ChildReturned', 'ReturnInterviewHeld', 'ScreenedOnReturn', 'FactorsDetermined', 'FactorsRespondedTo', 'ServicesArranged',
  'ReportMade', 'ReportAcknowledged', 'ReportRefused', 'ReportBounced', 'ReportSupplemented', 'RefusalEscalated',
  'NcicEntered', 'NcicVerified', 'NcicCancelled', 'NcmecToldByPolice', 'ChildRecovered',
  'CourtTermOrdered', 'CourtTermFulfilled', 'CourtTermWithdrawn', 'HolderOrderIssued', 'HolderReceiptGiven',
  'SafeHarborCheckOpened', 'SafeHarborCheckDecided',
  'DutyPaused', 'DutyResumed', 'DutyExtended', 'DutyWaived',
] as const satisfies readonly FactEvent['type'][];

/** What speaks about the past: it holds for every `asOf` once it is known. */
const REVISIONS = [
  'EpisodeRecordedInError', 'EpisodeCorrected', 'EpisodesMerged', 'EpisodesUnmerged', 'DeterminationWithdrawn', 'DeterminationCorrected', 'ReportCorrected',
  'SafeHarborCheckVoided',
] as const satisfies readonly FactEvent['type'][];

export const FACT_TYPES: readonly FactEvent['type'][] = [...HAPPENINGS, ...REVISIONS];

/** What a report knows: of what happened by `asOf`, as far as it was known by `asKnownAt` (null: all that is recorded). */
export type Horizon = { readonly asOf: Instant; readonly asKnownAt: Instant | null };

export const known = ({ asKnownAt }: Horizon) => ({ knownAt }: Fact): boolean => asKnownAt === null || knownAt <= asKnownAt;

export const happened = ({ asOf }: Horizon) => (fact: Fact): boolean => fact.occurredAt <= asOf || ofType([fact], ...REVISIONS).length > 0;

export const ofType = <Type extends FactEvent['type']>(facts: readonly Fact[], ...types: readonly Type[]) =>
  facts.filter((fact): fact is Extract<Fact, { type: Type }> => (types as readonly string[]).includes(fact.type));

export type Fields = Readonly<Record<string, unknown>>;
export const fieldsOf = (fact: Fact): Fields => fact.data as Fields;
