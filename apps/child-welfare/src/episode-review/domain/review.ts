import type { Instant } from '#kernel';

type Fields = Readonly<Record<string, unknown>>;

/** One event that says something about an episode or its child, personal values still sealed. */
export type ReviewFact = { readonly type: string; readonly data: Fields; readonly occurredAt: Instant; readonly recordedAt: Instant };

type Source = { readonly event: string; readonly occurredAt: Instant; readonly recordedAt: Instant };
/** What the record says, and since when; never a default where it says nothing. */
export type Answer = { readonly answer: unknown; readonly sources: readonly Source[] } | { readonly notRecorded: true };
type Parts = Readonly<Record<string, readonly ReviewFact[]>>;

const NOT_RECORDED = { notRecorded: true } as const;
const IDENTITY = new Set(['episodeId', 'youthId', 'subjectKind', 'subjectId', 'agency', 'state', 'county', 'recipient']);

const sourceOf = ({ type, occurredAt, recordedAt }: ReviewFact): Source => ({ event: type, occurredAt, recordedAt });
const shown = ({ type, data }: ReviewFact) => ({ event: type, ...Object.fromEntries(Object.entries(data).filter(([field]) => !IDENTITY.has(field))) });

/** Each part the events that tell of it, in the order of recording; a part nobody told of is left out. */
const told = (parts: Parts): Answer => {
  const filled = Object.entries(parts).filter(([, facts]) => facts.length > 0);
  if (filled.length === 0) return NOT_RECORDED;
  return {
    answer: Object.fromEntries(filled.map(([part, facts]) => [part, facts.map(shown)])),
    sources: [...new Set(filled.flatMap(([, facts]) => facts))].map(sourceOf),
  };
};

/** Of each field what was last said of it. */
const lastSaid = (facts: readonly ReviewFact[], ...fields: readonly string[]): Answer => {
  const said = fields.flatMap(field => {
    const fact = facts.findLast(({ data }) => data[field] !== undefined);
    return fact ? [{ field, fact }] : [];
  });
  if (said.length === 0) return NOT_RECORDED;
  return {
    answer: Object.fromEntries(said.map(({ field, fact }) => [field, fact.data[field]])),
    sources: [...new Set(said.map(({ fact }) => fact))].map(sourceOf),
  };
};

/** One answer from both. */
const together = (one: Answer, other: Answer): Answer =>
  'notRecorded' in one ? other
  : 'notRecorded' in other ? one
  : { answer: { ...(one.answer as object), ...(other.answer as object) }, sources: [...one.sources, ...other.sources] };

/** The eleven questions a reviewer asks of every episode, each answered from what was recorded. */
export const reviewOf = (facts: readonly ReviewFact[]) => {
  const of = (...types: readonly string[]) => facts.filter(({ type }) => types.includes(type));
  const reportsTo = (recipient: string) => facts.filter(({ type, data }) => type.startsWith('Report') && data.recipient === recipient);
  const notices = of('NoticeGiven', 'NoticeWithheld');
  const noticesTo = (body: string) => notices.filter(({ data }) => data.to === body);
  const communicationWith = (body: string) => of('CommunicationHeld').filter(({ data }) => data.with === body);
  const determinations = of('DeterminationMade', 'DeterminationCorrected').map(({ data }) => data.determinationId);
  const circumstances = of('EpisodeCircumstancesDescribed');
  return {
    whatWasDoneToFindTheChild: told({
      lastSeen: of('LastSeenDescribed'), packet: of('PacketDescribed'), locateAttempts: of('LocateAttemptMade'), communications: of('CommunicationHeld'), notices,
      motions: of('MotionFiled'), found: of('ChildLocated', 'ChildRecovered'),
    }),
    policeReports: told({
      reports: reportsTo('police'), refusalsEscalated: of('RefusalEscalated'), ncic: of('NcicEntered', 'NcicVerified', 'NcicCancelled'),
      communications: communicationWith('police'), notices: noticesTo('police'),
    }),
    ncmec: told({
      reports: reportsTo('ncmec'), toldByPolice: of('NcmecToldByPolice'), communications: communicationWith('ncmec'), notices: noticesTo('ncmec'),
    }),
    placement: together(lastSaid(circumstances, 'placement'), told({ placements: of('PlacementChanged') })),
    servicesAndTreatment: lastSaid(circumstances, 'services', 'treatment'),
    specialNeeds: lastSaid(circumstances, 'specialNeeds', 'screeningsDue'),
    unaddressedTrauma: lastSaid(circumstances, 'trauma'),
    familyAndSupportiveAdults: lastSaid(circumstances, 'supportiveAdults'),
    signsOfTrafficking: told({
      concerns: of('ConcernReceived'), screenings: of('ScreeningCompleted', 'ScreenedOnReturn'),
      determinations: of('DeterminationMade', 'DeterminationCorrected', 'DeterminationWithdrawn')
        .filter(({ data }) => determinations.includes(data.determinationId)), // a withdrawal does not name its agency
      factors: of('FactorsDetermined').filter(({ data }) => (data.factors as readonly string[]).includes('exploitation')),
    }),
    servicesOnReturn: told({
      interviews: of('ReturnInterviewHeld'), factors: of('FactorsDetermined'), responses: of('FactorsRespondedTo'), services: of('ServicesArranged'),
    }),
    caregiverWilling: lastSaid(of('ChildReturned'), 'caregiverWilling'),
  } as const satisfies Readonly<Record<string, Answer>>;
};
