import { Column, Entity, PrimaryColumn, type EntityManager } from 'typeorm';
import type { Instant, Recorded, Sealed } from '#kernel';
import type { Projection } from '#projections';
import type { EarlierScreening, ScreeningEvent, ToolName } from './domain/screening.js';
import type { ScreeningResult } from './domain/tool.js';

@Entity({ name: 'screening' })
export class ScreeningRow {
  @PrimaryColumn('uuid') screeningId!: string;
  @Column('uuid') youthId!: string;
  @Column('text') agency!: string;
  @Column('text') state!: string;
  @Column('text') county!: string;
  @Column('text') completedAt!: Instant;
  /** The role that recorded it. */
  @Column('text') recordedBy!: string;
  @Column('jsonb', { nullable: true }) tool!: ToolName | null;
  @Column('text') result!: ScreeningResult;
  @Column('text', { nullable: true }) overridden!: string | null;
  @Column('text', { nullable: true }) proposed!: ScreeningResult | null;
  @Column('jsonb', { nullable: true }) answers!: Sealed | null;
  @Column('jsonb') earlierScreenings!: readonly EarlierScreening[];
  @Column('bigint') revision!: string;
  @Column('bigint') position!: string;
}

const apply = async (event: Recorded<ScreeningEvent>, tx: EntityManager) => {
  const rows = tx.getRepository(ScreeningRow);
  const at = { revision: String(event.revision), position: String(event.position) };
  if (event.type === 'ScreeningCompleted') {
    await rows.insert({ ...event.data, ...at, recordedBy: event.metadata.actor.role, proposed: null, answers: null, earlierScreenings: [] });
    return;
  }
  const { screeningId, proposed, answers, earlierScreenings } = event.data;
  await rows.update({ screeningId }, { ...at, proposed, answers, earlierScreenings });
};

export const screeningsProjection: Projection = {
  name: 'screenings',
  version: 1,
  eventTypes: ['ScreeningCompleted', 'ScreeningRecorded'],
  tables: [
    `create table screening (
      screening_id uuid primary key, youth_id uuid not null, agency text not null, state text not null, county text not null,
      completed_at text not null, recorded_by text not null, tool jsonb, result text not null, overridden text, proposed text,
      answers jsonb, earlier_screenings jsonb not null, revision bigint not null, position bigint not null)`,
    'create index screening_by_youth on screening (youth_id, completed_at, screening_id)',
  ],
  parkingKey: event => (event as Recorded<ScreeningEvent>).data.youthId,
  apply: (event, tx) => apply(event as Recorded<ScreeningEvent>, tx),
};
