import type { Fact } from '../duty/index.js';
import type { FactRow } from './ledger-facts.projection.js';

type Stored = Fact & Partial<Pick<FactRow, 'actor'>>;

/** Which event, when it happened, when it became known, who entered it, and with which other episode, if it was one that is led on here. */
export const instantsOf = ({ eventId, type, occurredAt, knownAt, recordedAt, claimed, actor, recordedWith }: Stored) => ({
  eventId, event: type, occurredAt, knownAt, recordedAt, recordedTimeClaimed: claimed, enteredBy: actor ?? null,
  ...(recordedWith === undefined ? {} : { recordedWith }),
});

const IDENTITY = new Set(['reportId', 'episodeId', 'determinationId', 'youthId', 'subjectKind', 'subjectId', 'agency', 'recipient']);
const isSealed = (value: unknown) => typeof value === 'object' && value !== null && 'sealed' in value;

/** The event's own fields; what is sealed stands outside the hashed body, because erasing it must not change the report. */
export const detailsOf = ({ data }: Fact) =>
  Object.fromEntries(Object.entries(data).filter(([field, value]) => !IDENTITY.has(field) && !isSealed(value)));

export const shownFact = (fact: Stored) => ({ ...instantsOf(fact), ...detailsOf(fact) });
