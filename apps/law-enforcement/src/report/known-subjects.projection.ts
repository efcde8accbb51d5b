import { Column, Entity, PrimaryColumn, type EntityManager } from 'typeorm';
import type {
  ChildLocated, ChildReportedMissing, DeterminationCorrected, DeterminationMade, DeterminationWithdrawn, EpisodeCorrected, EpisodeRecordedInError,
  MissingCategory, SubjectKind, UsState, WhereaboutsLost,
} from '#contracts';
import type { Instant, Recorded } from '#kernel';
import type { Projection } from '#projections';
import type { Subject } from './domain/report-decisions.js';

/** What child welfare published that a report can be about. */
@Entity({ name: 'known_subject' })
export class KnownSubjectRow implements Subject {
  @PrimaryColumn('text') kind!: SubjectKind;
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') youthId!: string;
  @Column('text') agency!: string;
  @Column('text') state!: UsState;
  @Column('text') county!: string;
  @Column('text', { nullable: true }) lastSeenAt!: Instant | null;
  /** None of a determination. */
  @Column('text', { nullable: true }) category!: MissingCategory | null;
  @Column('text', { nullable: true }) locatedAt!: Instant | null;
  @Column('boolean') withdrawn!: boolean;
}

type SubjectEvent =
  | ChildReportedMissing | WhereaboutsLost | EpisodeCorrected | ChildLocated | EpisodeRecordedInError
  | DeterminationMade | DeterminationCorrected | DeterminationWithdrawn;

const apply = async (event: Recorded<SubjectEvent>, tx: EntityManager) => {
  const rows = tx.getRepository(KnownSubjectRow);
  switch (event.type) {
    case 'ChildReportedMissing': {
      const { episodeId: id, youthId, agency, state, county, lastSeenAt, category } = event.data;
      await rows.insert({ kind: 'missing-episode', id, youthId, agency, state, county, lastSeenAt, category, locatedAt: null, withdrawn: false });
      return;
    }
    case 'WhereaboutsLost':
      await rows.update({ kind: 'missing-episode', id: event.data.episodeId }, { category: 'whereabouts-unknown' });
      return;
    case 'EpisodeCorrected': {
      const { episodeId: id, agency, state, county, category } = event.data;
      await rows.update({ kind: 'missing-episode', id }, { agency, state, county, category });
      return;
    }
    case 'ChildLocated':
      await rows.update({ kind: 'missing-episode', id: event.data.episodeId }, { locatedAt: event.data.locatedAt });
      return;
    case 'DeterminationMade': {
      const { determinationId: id, youthId, agency, state, county } = event.data;
      await rows.insert({ kind: 'determination', id, youthId, agency, state, county, lastSeenAt: null, category: null, locatedAt: null, withdrawn: false });
      return;
    }
    case 'DeterminationCorrected': {
      const { determinationId: id, agency, state, county } = event.data;
      await rows.update({ kind: 'determination', id }, { agency, state, county });
      return;
    }
    case 'EpisodeRecordedInError':
      await rows.update({ kind: 'missing-episode', id: event.data.episodeId }, { withdrawn: true });
      return;
    case 'DeterminationWithdrawn':
      await rows.update({ kind: 'determination', id: event.data.determinationId }, { withdrawn: true });
  }
};

export const knownSubjectsProjection: Projection = {
  name: 'known-subjects',
  version: 2,
  eventTypes: [
    'ChildReportedMissing', 'WhereaboutsLost', 'EpisodeCorrected', 'ChildLocated', 'EpisodeRecordedInError',
    'DeterminationMade', 'DeterminationCorrected', 'DeterminationWithdrawn',
  ],
  tables: [
    `create table known_subject (
      kind text not null, id uuid not null, youth_id uuid not null, agency text not null, state text not null, county text not null,
      last_seen_at text, category text, located_at text, withdrawn boolean not null, primary key (kind, id))`,
  ],
  parkingKey: event => (event as Recorded<SubjectEvent>).data.youthId,
  apply: (event, tx) => apply(event as Recorded<SubjectEvent>, tx),
};
