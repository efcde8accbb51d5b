import { Column, Entity, PrimaryColumn, type EntityManager } from 'typeorm';
import type { DutySubject } from '#contracts';
import { knownAt, type Actor, type Instant, type Recorded } from '#kernel';
import type { Projection } from '#projections';
import { FACT_TYPES, type Fact, type FactEvent } from '../duty/index.js';

/** One published event, as reports stand on it: appended once, never changed. */
@Entity({ name: 'fact' })
export class FactRow {
  @PrimaryColumn('bigint') position!: string;
  /** Orders the events of one append, which share a position. */
  @PrimaryColumn('bigint') revision!: string;
  @Column('text') subjectKind!: DutySubject;
  @Column('uuid') subjectId!: string;
  @Column('uuid') youthId!: string;
  @Column('text', { nullable: true }) agency!: string | null;
  @Column('text', { nullable: true }) state!: string | null;
  @Column('text', { nullable: true }) county!: string | null;
  @Column('uuid') eventId!: string;
  @Column('text') type!: FactEvent['type'];
  @Column('jsonb') data!: Fact['data'];
  @Column('text') occurredAt!: Instant;
  @Column('text') knownAt!: Instant;
  @Column('text') recordedAt!: Instant;
  @Column('boolean') claimed!: boolean;
  /** Who entered it: an opaque subject and its role. */
  @Column('jsonb') actor!: Pick<Actor, 'subject' | 'role'>;
}

export type SubjectRef = { readonly subjectKind: DutySubject; readonly subjectId: string };

/** Which episode, determination, order or check an event is about; a merger is recorded with the episode that is led on, and is about the other too. */
const subjectRefOf = ({ data }: Pick<Recorded<FactEvent>, 'data'>): SubjectRef =>
  'subjectId' in data ? { subjectKind: data.subjectKind, subjectId: data.subjectId }
  : 'termId' in data ? { subjectKind: 'court-term', subjectId: data.termId }
  : 'holderOrderId' in data ? { subjectKind: 'holder-order', subjectId: data.holderOrderId }
  : 'checkId' in data ? { subjectKind: 'safe-harbor-check', subjectId: data.checkId }
  : 'episodeId' in data ? { subjectKind: 'missing-episode', subjectId: data.episodeId }
  : { subjectKind: 'determination', subjectId: data.determinationId };

export const subjectRefsOf = (event: Pick<Recorded<FactEvent>, 'data'>): readonly SubjectRef[] => {
  const own = subjectRefOf(event);
  return 'mergedEpisodeId' in event.data ? [own, { ...own, subjectId: event.data.mergedEpisodeId }] : [own];
};

const apply = async (event: Recorded<FactEvent>, tx: EntityManager) => {
  const { type, data, metadata } = event;
  await tx.getRepository(FactRow).insert({
    position: String(event.position),
    revision: String(event.revision),
    ...subjectRefOf(event),
    youthId: data.youthId,
    agency: 'agency' in data ? data.agency : null,
    state: 'state' in data ? data.state : null,
    county: 'county' in data ? data.county : null,
    eventId: event.id,
    type, data,
    occurredAt: metadata.occurredAt,
    knownAt: knownAt(metadata),
    recordedAt: metadata.recordedAt,
    claimed: metadata.claimedRecordedAt !== undefined,
    actor: { subject: metadata.actor.subject, role: metadata.actor.role },
  } as object);
};

export const ledgerFactsProjection: Projection = {
  name: 'ledger-facts',
  version: 3,
  eventTypes: FACT_TYPES,
  tables: [
    `create table fact (
      position bigint, revision bigint, subject_kind text not null, subject_id uuid not null, youth_id uuid not null,
      agency text, state text, county text, event_id uuid not null unique, type text not null, data jsonb not null,
      occurred_at text not null, known_at text not null, recorded_at text not null, claimed boolean not null, actor jsonb not null,
      primary key (position, revision))`,
    'create index fact_by_subject on fact (subject_id, position, revision)',
    `create index fact_opening on fact (agency, position) where type in ('ChildReportedMissing', 'DeterminationMade')`,
    `create index fact_correction on fact (agency, subject_id) where type in ('EpisodeCorrected', 'DeterminationCorrected')`,
    `create index fact_merger on fact ((data->>'mergedEpisodeId')) where type in ('EpisodesMerged', 'EpisodesUnmerged')`,
  ],
  parkingKey: event => (event as Recorded<FactEvent>).data.youthId,
  apply: (event, tx) => apply(event as Recorded<FactEvent>, tx),
};
