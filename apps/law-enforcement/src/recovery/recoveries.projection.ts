import { Column, Entity, PrimaryColumn, type EntityManager } from 'typeorm';
import type { Instant, Recorded, Sealed } from '#kernel';
import type { Projection } from '#projections';
import type { Recovered, RecoveryEvent } from './domain/recovery.js';

/** `county` is null only between the two events of one append. */
@Entity({ name: 'recovery' })
export class RecoveryRow {
  @PrimaryColumn('uuid') recoveryId!: string;
  @Column('uuid') episodeId!: string;
  @Column('uuid') youthId!: string;
  @Column('text') agency!: string;
  @Column('text', { nullable: true }) county!: string | null;
  @Column('text') recoveredAt!: Instant;
  @Column('text') releasedTo!: Recovered['releasedTo'];
  @Column('boolean') arrested!: boolean;
  @Column('jsonb', { nullable: true }) condition!: Sealed | null;
  @Column('jsonb', { nullable: true }) immediateNeeds!: Sealed | null;
  @Column('bigint') revision!: string;
  @Column('bigint') position!: string;
}

const apply = async (event: Recorded<RecoveryEvent>, tx: EntityManager) => {
  const rows = tx.getRepository(RecoveryRow);
  const at = { revision: String(event.revision), position: String(event.position) };
  if (event.type === 'ChildRecovered') {
    await rows.insert({ ...event.data, ...at, county: null, condition: null, immediateNeeds: null });
    return;
  }
  const { recoveryId, county, condition, immediateNeeds } = event.data;
  await rows.update({ recoveryId }, { ...at, county, condition, immediateNeeds });
};

export const recoveriesProjection: Projection = {
  name: 'recoveries',
  version: 1,
  eventTypes: ['ChildRecovered', 'RecoveryDescribed'],
  tables: [
    `create table recovery (
      recovery_id uuid primary key, episode_id uuid not null, youth_id uuid not null, agency text not null, county text, recovered_at text not null,
      released_to text not null, arrested boolean not null, condition jsonb, immediate_needs jsonb, revision bigint not null, position bigint not null)`,
  ],
  parkingKey: event => (event as Recorded<RecoveryEvent>).data.youthId,
  apply: (event, tx) => apply(event as Recorded<RecoveryEvent>, tx),
};
