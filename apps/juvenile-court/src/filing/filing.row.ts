import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { FilingType } from '#contracts';
import type { Instant, Sealed } from '#kernel';
import type { FilingStatus } from './domain/filing.js';

@Entity({ name: 'filing' })
export class FilingRow {
  @PrimaryColumn('uuid') filingId!: string;
  @Column('uuid') caseId!: string;
  @Column('uuid') youthId!: string;
  @Column('text') court!: string;
  @Column('text') county!: string;
  @Column('text') filingType!: FilingType;
  @Column('boolean') urgent!: boolean;
  @Column('boolean') inCase!: boolean;
  @Column('text') filedBy!: string;
  @Column('text') status!: FilingStatus;
  @Column('jsonb') title!: Sealed;
  @Column('jsonb') documents!: Sealed;
  @Column('text') draftedAt!: Instant;
  @Column('text', { nullable: true }) receivedAt!: Instant | null;
  /** Why it was rejected or returned. */
  @Column('text', { nullable: true }) reason!: string | null;
  @Column('jsonb', { nullable: true }) note!: Sealed | null;
  @Column('text', { nullable: true }) docketedAt!: Instant | null;
  @Column('bigint') revision!: string;
  @Column('bigint') position!: string;
}
