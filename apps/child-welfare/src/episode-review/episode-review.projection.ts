import { Column, Entity, PrimaryColumn, type EntityManager } from 'typeorm';
import type { ChildReportedMissing, EpisodeCorrected, EpisodesMerged } from '#contracts';
import type { AtRest, Instant, Recorded } from '#kernel';
import type { Projection } from '#projections';
import type { ReviewFact } from './domain/review.js';

/** Whose an episode is now, and where it is led on. */
@Entity({ name: 'reviewed_episode' })
export class ReviewedEpisodeRow {
  @PrimaryColumn('uuid') episodeId!: string;
  @Column('uuid') youthId!: string;
  @Column('text') agency!: string;
  @Column('text') state!: string;
  @Column('text') county!: string;
  @Column('uuid', { nullable: true }) mergedInto!: string | null;
  @Column('boolean') inError!: boolean;
}

/** One event that answers something; without an episode it speaks of the child. */
@Entity({ name: 'review_fact' })
export class ReviewFactRow implements ReviewFact {
  @PrimaryColumn('bigint') position!: string;
  @PrimaryColumn('bigint') revision!: string;
  @Column('uuid', { nullable: true }) episodeId!: string | null;
  @Column('uuid') youthId!: string;
  @Column('text', { nullable: true }) agency!: string | null;
  @Column('text') type!: string;
  @Column('jsonb') data!: Readonly<Record<string, unknown>>;
  @Column('text') occurredAt!: Instant;
  @Column('text') recordedAt!: Instant;
}

type Told = Recorded & { readonly data: Readonly<Record<string, unknown>> & { readonly youthId: string } };
type Basis = AtRest<ChildReportedMissing['data'] | EpisodeCorrected['data']>;

const OF_THE_EPISODE = [
  'ChildReportedMissing', 'EpisodeCorrected', 'LastSeenDescribed', 'PacketDescribed', 'LocateAttemptMade', 'CommunicationHeld', 'NoticeGiven', 'NoticeWithheld', 'MotionFiled', 'ChildLocated',
  'ChildReturned', 'ReturnInterviewHeld', 'ScreenedOnReturn', 'FactorsDetermined', 'FactorsRespondedTo', 'ServicesArranged', 'ChildRecovered',
  'EpisodeCircumstancesDescribed',
];
/** Which records of one absence are read together. */
const OF_MERGERS = ['EpisodesMerged', 'EpisodesUnmerged', 'EpisodeRecordedInError'];
const OF_REPORTS = [
  'ReportMade', 'ReportAcknowledged', 'ReportRefused', 'ReportBounced', 'ReportCorrected', 'ReportSupplemented', 'RefusalEscalated',
  'NcicEntered', 'NcicVerified', 'NcicCancelled', 'NcmecToldByPolice',
];
const OF_THE_CHILD = ['PlacementChanged', 'ConcernReceived', 'ScreeningCompleted', 'DeterminationMade', 'DeterminationCorrected', 'DeterminationWithdrawn'];

const episodeOf = (event: Told): unknown => (OF_REPORTS.includes(event.type) ? event.data.subjectId : event.data.episodeId);
const isBasis = ({ type }: Told) => type === 'ChildReportedMissing' || type === 'EpisodeCorrected';

const mergerOrError = async ({ type, data }: Told, tx: EntityManager) => {
  const { episodeId, mergedEpisodeId } = data as unknown as EpisodesMerged['data'];
  const episodes = tx.getRepository(ReviewedEpisodeRow);
  if (type === 'EpisodesMerged') await episodes.update({ episodeId: mergedEpisodeId }, { mergedInto: episodeId });
  else if (type === 'EpisodesUnmerged') await episodes.update({ episodeId: mergedEpisodeId, mergedInto: episodeId }, { mergedInto: null });
  else await episodes.update({ episodeId }, { inError: true });
};

const apply = async (event: Told, tx: EntityManager) => {
  const { type, metadata } = event;
  const { reporter: _, ...data } = event.data; // who reported a concern is shown nowhere
  if (isBasis(event)) {
    const { episodeId, youthId, agency, state, county } = data as unknown as Basis;
    await tx.getRepository(ReviewedEpisodeRow).upsert({ episodeId, youthId, agency, state, county }, ['episodeId']);
    return;
  }
  if (OF_MERGERS.includes(type)) return mergerOrError(event, tx);
  await tx.getRepository(ReviewFactRow).insert({
    position: String(event.position), revision: String(event.revision), episodeId: (episodeOf(event) as string | undefined) ?? null,
    youthId: event.data.youthId, agency: (data.agency as string | undefined) ?? null, type, data,
    occurredAt: metadata.occurredAt, recordedAt: metadata.recordedAt,
  } as object);
};

export const episodeReviewProjection: Projection = {
  name: 'episode-review',
  version: 3,
  eventTypes: [...OF_THE_EPISODE, ...OF_MERGERS, ...OF_REPORTS, ...OF_THE_CHILD],
  tables: [
    `create table reviewed_episode (
      episode_id uuid primary key, youth_id uuid not null, agency text not null, state text not null, county text not null,
      merged_into uuid, in_error boolean not null default false)`,
    'create index reviewed_episode_by_leading on reviewed_episode (merged_into)',
    `create table review_fact (
      position bigint, revision bigint, episode_id uuid, youth_id uuid not null, agency text, type text not null, data jsonb not null,
      occurred_at text not null, recorded_at text not null, primary key (position, revision))`,
    'create index review_fact_by_episode on review_fact (episode_id)',
    'create index review_fact_of_child on review_fact (youth_id) where episode_id is null',
  ],
  parkingKey: event => (event as Told).data.youthId,
  apply: (event, tx) => apply(event as Told, tx),
};
