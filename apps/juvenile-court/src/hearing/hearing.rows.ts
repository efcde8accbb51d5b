import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ContinuanceReason, HearingKind } from '#contracts';
import type { Instant } from '#kernel';
import type { HELD_OUTCOMES, Notice, OnDocket, Setting, VacatingReason } from './domain/hearing.js';

@Entity({ name: 'hearing' })
export class HearingRow {
  @PrimaryColumn('uuid') hearingId!: string;
  @Column('uuid') caseId!: string;
  @Column('uuid') youthId!: string;
  @Column('text') court!: string;
  @Column('text') county!: string;
  @Column('text') kind!: HearingKind;
  @Column('text') status!: 'scheduled' | 'held' | 'vacated';
  @Column('text') startsAt!: Instant;
  @Column('text') day!: string;
  @Column('text') setAt!: Instant;
  @Column('text', { nullable: true }) docket!: string | null;
  @Column('jsonb') criteria!: OnDocket['criteria'];
  @Column('text', { nullable: true }) countedFrom!: Instant | null;
  @Column('jsonb', { nullable: true }) lawful!: Setting['window'];
  @Column('text', { nullable: true }) noticeBy!: string | null;
  @Column('jsonb', { nullable: true }) rule!: Setting['rule'];
  @Column('jsonb') unchecked!: Setting['unchecked'];
  @Column('text', { nullable: true }) afterWindow!: Setting['afterWindow'];
  @Column('uuid', { nullable: true }) absenceReviewId!: string | null;
  @Column('jsonb') continuances!: readonly { readonly from: string; readonly to: string; readonly reason: ContinuanceReason }[];
  @Column('text', { nullable: true }) vacatingProposed!: VacatingReason | null;
  @Column('jsonb', { nullable: true }) held!: { readonly heldAt: Instant; readonly outcome: (typeof HELD_OUTCOMES)[number] } | null;
  @Column('jsonb', { nullable: true }) vacated!: { readonly vacatedAt: Instant; readonly reason: VacatingReason } | null;
  @Column('bigint') revision!: string;
  @Column('bigint') position!: string;
}

/** One party told of one day: a row of its own, since a party can be sealed by itself. */
@Entity({ name: 'hearing_notice' })
export class HearingNoticeRow {
  @PrimaryColumn('uuid') noticeId!: string;
  @Column('uuid') hearingId!: string;
  @Column('uuid') caseId!: string;
  @Column('uuid') partyId!: string;
  @Column('text') day!: string;
  @Column('text') servedAt!: Instant;
  @Column('text') method!: Notice['method'];
}
