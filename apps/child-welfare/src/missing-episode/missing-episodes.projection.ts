import type { EntityManager } from 'typeorm';
import type { AtRest, Recorded } from '#kernel';
import type { Projection } from '#projections';
import type { CourseEvent } from './domain/course.js';
import type { MissingEpisodeEvent } from './domain/missing-episode.js';
import { MissingEpisodeRow, type Entries } from './missing-episode.row.js';

/** Where an entry of the course is listed. */
const LISTS = {
  LocateAttemptMade: 'attempts', CommunicationHeld: 'communications', NoticeGiven: 'notices', NoticeWithheld: 'withheldNotices', MotionFiled: 'motions',
  ReturnInterviewHeld: 'interviews', ScreenedOnReturn: 'screenings', FactorsDetermined: 'factors', FactorsRespondedTo: 'responses',
  ServicesArranged: 'services',
} as const satisfies Record<CourseEvent['type'], keyof MissingEpisodeRow>;

const listed = ({ type, data }: Recorded<CourseEvent>, row: MissingEpisodeRow): Partial<MissingEpisodeRow> => {
  const { episodeId: _, youthId: __, ...entry } = data;
  const list = LISTS[type];
  return { [list]: [...row[list], entry] };
};

const withAnswers = (interviews: Entries<'interviews'>, interviewId: string, answers: AtRest<unknown>) =>
  interviews.map(interview => (interview.interviewId === interviewId ? { ...interview, answers } : interview)) as Entries<'interviews'>;

const after = (event: Recorded<MissingEpisodeEvent>, row: MissingEpisodeRow): Partial<MissingEpisodeRow> => {
  switch (event.type) {
    case 'ChildReportedMissing':
    case 'EpisodeMergedInto': // the other side's event says it in both rows
    case 'EpisodeSeparated':
    case 'StateReportReceived': // shown by law-enforcement, which keeps the report
      return {};
    case 'LastSeenDescribed':
      return { lastSeenPlace: event.data.place };
    case 'PacketDescribed':
      return { packet: { ...row.packet, ...event.data.elements } };
    case 'WhereaboutsLost':
      return { category: 'whereabouts-unknown', learnedAt: event.data.learnedAt, coveredFrom: null };
    case 'EpisodeCorrected': {
      const { episodeId: _, youthId: __, cause, ...basis } = event.data;
      const { agency, state, county, coverage, coveredFrom, ageBand, category, learnedAt } = row;
      const before = { agency, state, county, coverage, coveredFrom, ageBand, category, learnedAt };
      const correction = { cause, correctedAt: event.metadata.recordedAt, before };
      const stood = row.returned ? 'returned' : row.locatedAt ? 'located' : 'missing';
      const reopened = row.status === 'closed' ? { status: stood, closedAt: null, closingReason: null } as const : {};
      return { coveredFrom: null, ...basis, ...reopened, corrections: [...row.corrections, correction] };
    }
    case 'ChildLocated':
      return { status: 'located', locatedAt: event.data.locatedAt, locatedLearnedAt: event.data.learnedAt ?? null, circumstance: event.data.circumstance };
    case 'ChildReturned': {
      const { returnedAt, to, caregiverWilling } = event.data;
      return { status: 'returned', returned: { returnedAt, to, caregiverWilling } };
    }
    case 'ReturnInterviewAnswered':
      return { interviews: withAnswers(row.interviews, event.data.interviewId, event.data.answers) };
    case 'EpisodeClosed':
      return { status: 'closed', closedAt: event.data.closedAt, closingReason: event.data.reason ?? 'returned' };
    case 'EpisodeRecordedInError':
      return { status: 'in-error' };
    case 'EpisodesMerged':
      return { merged: [...row.merged, { episodeId: event.data.mergedEpisodeId, sameObligor: event.data.sameObligor }] };
    case 'EpisodesUnmerged':
      return { merged: row.merged.filter(({ episodeId }) => episodeId !== event.data.mergedEpisodeId) };
    default:
      return listed(event, row);
  }
};

const EMPTY = {
  packet: {}, returned: null, merged: [], corrections: [], attempts: [], communications: [], notices: [], withheldNotices: [], motions: [], interviews: [],
  screenings: [], factors: [], responses: [], services: [],
} as const;

const apply = async (event: Recorded<MissingEpisodeEvent>, tx: EntityManager) => {
  const rows = tx.getRepository(MissingEpisodeRow);
  const { episodeId } = event.data;
  const at = { revision: String(event.revision), position: String(event.position) };
  if (event.type === 'ChildReportedMissing') {
    await rows.insert({ ...event.data, ...at, ...EMPTY, ageBand: event.data.ageBand ?? 'unknown', status: 'missing' });
    return;
  }
  await rows.update({ episodeId }, { ...after(event, await rows.findOneByOrFail({ episodeId })), ...at });
  if (event.type === 'EpisodesMerged') await rows.update({ episodeId: event.data.mergedEpisodeId }, { mergedInto: episodeId });
  if (event.type === 'EpisodesUnmerged') await rows.update({ episodeId: event.data.mergedEpisodeId }, { mergedInto: null });
};

export const missingEpisodesProjection: Projection = {
  name: 'missing-episodes',
  version: 4,
  eventTypes: [
    'ChildReportedMissing', 'LastSeenDescribed', 'PacketDescribed', 'WhereaboutsLost', 'EpisodeCorrected', 'ChildLocated', 'ChildReturned',
    'ReturnInterviewAnswered', 'EpisodeClosed', 'EpisodeRecordedInError', 'EpisodesMerged', 'EpisodesUnmerged', 'EpisodeMergedInto', 'EpisodeSeparated',
    ...Object.keys(LISTS),
  ],
  tables: [
    `create table missing_episode (
      episode_id uuid primary key, youth_id uuid not null, agency text not null, state text not null, county text not null,
      coverage text not null, covered_from text, age_band text not null, category text not null, status text not null, learned_at text not null, learned_by text not null,
      last_seen_at text, last_seen_place jsonb, located_at text, located_learned_at text, circumstance text, returned jsonb, closed_at text, closing_reason text,
      packet jsonb not null, attempts jsonb not null, communications jsonb not null, notices jsonb not null, withheld_notices jsonb not null,
      motions jsonb not null, interviews jsonb not null, screenings jsonb not null, factors jsonb not null, responses jsonb not null,
      services jsonb not null, corrections jsonb not null, merged jsonb not null, merged_into uuid,
      revision bigint not null, position bigint not null)`,
    'create index missing_episode_by_youth on missing_episode (youth_id)',
    'create index missing_episode_by_agency on missing_episode (agency, county, learned_at, episode_id)',
  ],
  parkingKey: event => (event as Recorded<MissingEpisodeEvent>).data.youthId,
  apply: (event, tx) => apply(event as Recorded<MissingEpisodeEvent>, tx),
};
