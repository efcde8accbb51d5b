import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { MissingCategory } from '#contracts';
import type { Instant } from '#kernel';
import type { OverCause, Proposal, WhyNot } from './domain/absence-review.js';

@Entity({ name: 'absence_review' })
export class AbsenceReviewRow {
  @PrimaryColumn('uuid') reviewId!: string;
  /** Of the wall: the case, or for a child without one a matter of the court of the county. */
  @Column('uuid') caseId!: string;
  @Column('uuid') youthId!: string;
  @Column('boolean') withoutCase!: boolean;
  @Column('text') court!: string;
  @Column('text') state!: string;
  @Column('text') county!: string;
  @Column('text') status!: 'absent' | 'over';
  @Column('text') since!: Instant;
  @Column('jsonb', { nullable: true }) proposal!: Proposal | null;
  @Column('text', { nullable: true }) setBy!: string | null;
  @Column('text', { nullable: true }) why!: WhyNot | null;
  @Column('uuid', { nullable: true }) hearingId!: string | null;
  @Column('text', { nullable: true }) hearingDay!: string | null;
  @Column('bigint') revision!: string;
  @Column('bigint') position!: string;
}

/** One absence as one review has it. */
@Entity({ name: 'absence' })
export class AbsenceRow {
  @PrimaryColumn('uuid') reviewId!: string;
  @PrimaryColumn('uuid') episodeId!: string;
  @Column('uuid') caseId!: string;
  @Column('uuid') youthId!: string;
  @Column('boolean') withoutCase!: boolean;
  @Column('text') county!: string;
  @Column('text') category!: MissingCategory;
  @Column('text') learnedAt!: Instant;
  @Column('text', { nullable: true }) locatedAt!: Instant | null;
  @Column('text', { nullable: true }) overAt!: Instant | null;
  @Column('text', { nullable: true }) cause!: OverCause | null;
}

/** A row of its own for each party, since a party can be sealed by itself. */
@Entity({ name: 'absence_notice' })
export class AbsenceNoticeRow {
  @PrimaryColumn('uuid') reviewId!: string;
  @PrimaryColumn('uuid') partyId!: string;
  @Column('uuid') caseId!: string;
  @Column('text') role!: string;
  @Column('text') day!: string;
  @Column('text', { nullable: true }) signedAt!: Instant | null;
}
