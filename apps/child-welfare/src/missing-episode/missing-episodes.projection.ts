import { Column, Entity, PrimaryColumn, type EntityManager } from 'typeorm';
import type { AtRest, Instant, Recorded, Sealed } from '#kernel';
import type { Projection } from '#projections';
import type { LocateAttempt, MissingEpisodeEvent } from './domain/missing-episode.js';

@Entity({ name: 'missing_episode' })
export class MissingEpisodeRow {
  @PrimaryColumn('uuid') episodeId!: string;
  @Column('uuid') youthId!: string;
  @Column('text') agency!: string;
  @Column('text') state!: string;
  @Column('text') county!: string;
  @Column('text') coverage!: string;
  @Column('text') category!: string;
  @Column('text') status!: 'missing' | 'located' | 'in-error';
  @Column('text') learnedAt!: Instant;
  @Column('text') learnedBy!: string;
  @Column('text', { nullable: true }) lastSeenAt!: Instant | null;
  @Column('jsonb', { nullable: true }) lastSeenPlace!: Sealed | null;
  @Column('text', { nullable: true }) locatedAt!: Instant | null;
  @Column('text', { nullable: true }) circumstance!: string | null;
  @Column('jsonb') attempts!: readonly AtRest<LocateAttempt>[];
  @Column('bigint') revision!: string;
  @Column('bigint') position!: string;
}

const apply = async (event: Recorded<MissingEpisodeEvent>, tx: EntityManager) => {
  const rows = tx.getRepository(MissingEpisodeRow);
  const { episodeId } = event.data;
  const at = { revision: String(event.revision), position: String(event.position) };
  switch (event.type) {
    case 'ChildReportedMissing':
      await rows.insert({ ...event.data, ...at, status: 'missing', attempts: [] });
      return;
    case 'LastSeenDescribed':
      await rows.update({ episodeId }, { ...at, lastSeenPlace: event.data.place });
      return;
    case 'WhereaboutsLost':
      await rows.update({ episodeId }, { ...at, category: 'whereabouts-unknown', learnedAt: event.data.learnedAt });
      return;
    case 'LocateAttemptMade': {
      const { episodeId: _, youthId: __, ...attempt } = event.data;
      const { attempts } = await rows.findOneByOrFail({ episodeId });
      await rows.update({ episodeId }, { ...at, attempts: [...attempts, attempt] });
      return;
    }
    case 'ChildLocated':
      await rows.update({ episodeId }, { ...at, status: 'located', locatedAt: event.data.locatedAt, circumstance: event.data.circumstance });
      return;
    case 'EpisodeRecordedInError':
      await rows.update({ episodeId }, { ...at, status: 'in-error' });
  }
};

export const missingEpisodesProjection: Projection = {
  name: 'missing-episodes',
  version: 1,
  eventTypes: ['ChildReportedMissing', 'LastSeenDescribed', 'WhereaboutsLost', 'LocateAttemptMade', 'ChildLocated', 'EpisodeRecordedInError'],
  tables: [
    `create table missing_episode (
      episode_id uuid primary key, youth_id uuid not null, agency text not null, state text not null, county text not null,
      coverage text not null, category text not null, status text not null, learned_at text not null, learned_by text not null,
      last_seen_at text, last_seen_place jsonb, located_at text, circumstance text, attempts jsonb not null,
      revision bigint not null, position bigint not null)`,
    'create index missing_episode_by_youth on missing_episode (youth_id)',
    'create index missing_episode_by_agency on missing_episode (agency, county, learned_at, episode_id)',
  ],
  parkingKey: event => (event as Recorded<MissingEpisodeEvent>).data.youthId,
  apply: (event, tx) => apply(event as Recorded<MissingEpisodeEvent>, tx),
};
