import { Column, Entity, PrimaryColumn } from 'typeorm';
import type {
  ChildReturned, CommunicationHeld, EpisodeCorrected, EpisodesMerged, FactorsDetermined, FactorsRespondedTo, MotionFiled, NoticeGiven, NoticeWithheld,
  ReturnInterviewHeld, ScreenedOnReturn, ServicesArranged,
} from '#contracts';
import type { AtRest, Instant, Sealed } from '#kernel';
import type { LocateAttempt } from './domain/course.js';
import type { Basis, Known } from './domain/missing-episode.js';
import type { Packet } from './domain/packet.js';

type Entry<E extends { readonly data: object }> = AtRest<Omit<E['data'], 'episodeId' | 'youthId'>>;
type Correction = { readonly cause: EpisodeCorrected['data']['cause']; readonly correctedAt: Instant; readonly before: Omit<Basis, 'coveredFrom'> & { readonly coveredFrom?: Instant | null } };

@Entity({ name: 'missing_episode' })
export class MissingEpisodeRow {
  @PrimaryColumn('uuid') episodeId!: string;
  @Column('uuid') youthId!: string;
  @Column('text') agency!: string;
  @Column('text') state!: Basis['state'];
  @Column('text') county!: string;
  @Column('text') coverage!: Basis['coverage'];
  /** Since when the agency answers for the youth, where that is only after it learned. */
  @Column('text', { nullable: true }) coveredFrom!: Instant | null;
  @Column('text') ageBand!: Basis['ageBand'];
  @Column('text') category!: Basis['category'];
  @Column('text') status!: Known['status'];
  @Column('text') learnedAt!: Instant;
  @Column('text') learnedBy!: string;
  @Column('text', { nullable: true }) lastSeenAt!: Instant | null;
  @Column('jsonb', { nullable: true }) lastSeenPlace!: Sealed | null;
  @Column('text', { nullable: true }) locatedAt!: Instant | null;
  @Column('text', { nullable: true }) locatedLearnedAt!: Instant | null;
  @Column('text', { nullable: true }) circumstance!: string | null;
  @Column('jsonb', { nullable: true }) returned!: Entry<ChildReturned> | null;
  @Column('text', { nullable: true }) closedAt!: Instant | null;
  @Column('text', { nullable: true }) closingReason!: string | null;
  @Column('jsonb') packet!: AtRest<Packet>;
  @Column('jsonb') attempts!: readonly AtRest<LocateAttempt>[];
  @Column('jsonb') communications!: readonly Entry<CommunicationHeld>[];
  @Column('jsonb') notices!: readonly Entry<NoticeGiven>[];
  @Column('jsonb') withheldNotices!: readonly Entry<NoticeWithheld>[];
  @Column('jsonb') motions!: readonly Entry<MotionFiled>[];
  @Column('jsonb') interviews!: readonly (Entry<ReturnInterviewHeld> & { readonly answers?: Sealed })[];
  @Column('jsonb') screenings!: readonly Entry<ScreenedOnReturn>[];
  @Column('jsonb') factors!: readonly Entry<FactorsDetermined>[];
  @Column('jsonb') responses!: readonly Entry<FactorsRespondedTo>[];
  @Column('jsonb') services!: readonly Entry<ServicesArranged>[];
  /** What the episode's duties stood on before each correction. */
  @Column('jsonb') corrections!: readonly Correction[];
  /** Other records of the same absence, led on here. */
  @Column('jsonb') merged!: readonly { readonly episodeId: string; readonly sameObligor: EpisodesMerged['data']['sameObligor'] }[];
  @Column('uuid', { nullable: true }) mergedInto!: string | null;
  @Column('bigint') revision!: string;
  @Column('bigint') position!: string;
}

export type Entries<List extends keyof MissingEpisodeRow> = MissingEpisodeRow[List];
