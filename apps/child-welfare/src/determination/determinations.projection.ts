import { Column, Entity, PrimaryColumn, type EntityManager } from 'typeorm';
import type { AgeBand } from '#contracts';
import type { Instant, Recorded, Sealed } from '#kernel';
import type { Projection } from '#projections';
import type { Basis, DeterminationEvent } from './domain/determination.js';

@Entity({ name: 'determination' })
export class DeterminationRow {
  @PrimaryColumn('uuid') determinationId!: string;
  @Column('uuid') youthId!: string;
  @Column('text') agency!: string;
  @Column('text') state!: string;
  @Column('text') county!: string;
  @Column('text') coverage!: string;
  /** Since when the agency answers for the youth, where that is only after it received the information. */
  @Column('text', { nullable: true }) coveredFrom!: Instant | null;
  @Column('text') outcome!: string;
  @Column('text') trafficking!: string;
  @Column('text') determinedBy!: string;
  @Column('text') ageBand!: AgeBand;
  @Column('text', { nullable: true }) foreignNational!: string | null;
  @Column('text') receivedAt!: Instant;
  @Column('text', { nullable: true }) hhsNotifiedAt!: Instant | null;
  @Column('jsonb') basisCodes!: Basis['codes'];
  @Column('jsonb', { nullable: true }) basisText!: Sealed | null;
  @Column('text', { nullable: true }) withdrawn!: string | null;
  @Column('bigint') revision!: string;
  @Column('bigint') position!: string;
}

const apply = async (event: Recorded<DeterminationEvent>, tx: EntityManager) => {
  const rows = tx.getRepository(DeterminationRow);
  const { determinationId } = event.data;
  const at = { revision: String(event.revision), position: String(event.position) };
  switch (event.type) {
    case 'DeterminationMade':
      await rows.insert({ ...event.data, ...at, ageBand: event.data.ageBand ?? 'unknown', basisCodes: [], basisText: null, withdrawn: null });
      return;
    case 'DeterminationBasisRecorded':
      await rows.update({ determinationId }, { ...at, basisCodes: event.data.codes, basisText: event.data.text });
      return;
    case 'DeterminationCorrected': {
      const { determinationId: _, youthId: __, cause: ___, ...basis } = event.data;
      await rows.update({ determinationId }, { ...at, coveredFrom: null, ...basis });
      return;
    }
    case 'HhsNotified':
      await rows.update({ determinationId }, { ...at, hhsNotifiedAt: event.data.notifiedAt });
      return;
    case 'DeterminationWithdrawn':
      await rows.update({ determinationId }, { ...at, withdrawn: event.data.reason });
  }
};

export const determinationsProjection: Projection = {
  name: 'determinations',
  version: 3,
  eventTypes: ['DeterminationMade', 'DeterminationBasisRecorded', 'DeterminationCorrected', 'DeterminationWithdrawn', 'HhsNotified'],
  tables: [
    `create table determination (
      determination_id uuid primary key, youth_id uuid not null, agency text not null, state text not null, county text not null,
      coverage text not null, covered_from text, age_band text not null, foreign_national text, outcome text not null, trafficking text not null, determined_by text not null, received_at text not null, hhs_notified_at text,
      basis_codes jsonb not null, basis_text jsonb, withdrawn text, revision bigint not null, position bigint not null)`,
    'create index determination_by_youth on determination (youth_id)',
  ],
  parkingKey: event => (event as Recorded<DeterminationEvent>).data.youthId,
  apply: (event, tx) => apply(event as Recorded<DeterminationEvent>, tx),
};
