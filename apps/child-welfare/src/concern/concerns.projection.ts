import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Instant, Recorded } from '#kernel';
import type { Projection } from '#projections';
import type { ConcernEvent } from './domain/concern.js';
import type { Indicator } from './domain/indicators.js';

/** Without the reporter: what is not here cannot be shown. */
@Entity({ name: 'concern' })
export class ConcernRow {
  @PrimaryColumn('uuid') concernId!: string;
  @Column('uuid') youthId!: string;
  @Column('text') agency!: string;
  @Column('text') state!: string;
  @Column('text') county!: string;
  @Column('text') receivedAt!: Instant;
  @Column('text') receivedBy!: string;
  @Column('text') channel!: string;
  @Column('text') trafficking!: string;
  @Column('jsonb') indicators!: readonly Indicator[];
  @Column('bigint') revision!: string;
  @Column('bigint') position!: string;
}

export const concernsProjection: Projection = {
  name: 'concerns',
  version: 1,
  eventTypes: ['ConcernReceived'],
  tables: [
    `create table concern (
      concern_id uuid primary key, youth_id uuid not null, agency text not null, state text not null, county text not null,
      received_at text not null, received_by text not null, channel text not null, trafficking text not null, indicators jsonb not null,
      revision bigint not null, position bigint not null)`,
  ],
  parkingKey: event => (event as Recorded<ConcernEvent>).data.youthId,
  async apply(event, tx) {
    const { data: { reporter: _, ...concern }, revision, position } = event as Recorded<ConcernEvent>;
    await tx.getRepository(ConcernRow).insert({ ...concern, revision: String(revision), position: String(position) });
  },
};
