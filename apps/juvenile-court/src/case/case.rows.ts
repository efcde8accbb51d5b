import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { FilingType } from '#contracts';
import type { Instant, Sealed } from '#kernel';
import type { PartyDetails, Withholding } from './domain/party.js';
import type { Service } from './domain/service.js';

@Entity({ name: 'court_case' })
export class CourtCaseRow {
  @PrimaryColumn('uuid') caseId!: string;
  @Column('uuid') youthId!: string;
  @Column('text') court!: string;
  @Column('text') county!: string;
  @Column('text') caseType!: FilingType;
  @Column('jsonb') docketNumber!: Sealed;
  @Column('text', { nullable: true, select: false }) docketIndex!: string | null;
  @Column('text', { nullable: true }) division!: string | null;
  @Column('text') openedAt!: Instant;
  @Column('bigint') revision!: string;
  @Column('bigint') position!: string;
}

@Entity({ name: 'party' })
export class PartyRow {
  @PrimaryColumn('uuid') partyId!: string;
  @Column('uuid') caseId!: string;
  @Column('text') role!: PartyDetails['role'];
  @Column('jsonb') name!: Sealed;
  @Column('jsonb', { nullable: true }) address!: Sealed | null;
  @Column('boolean') addressProtected!: boolean;
  @Column('boolean') noticeRequired!: boolean;
  @Column('jsonb', { nullable: true }) withheld!: Withholding | null;
  /** Of the event that added it: the order of the list. */
  @Column('bigint') addedAt!: string;
}

@Entity({ name: 'representation' })
export class RepresentationRow {
  @PrimaryColumn('uuid') representationId!: string;
  @Column('uuid') caseId!: string;
  @Column('uuid') partyId!: string;
  @Column('text') attorney!: string;
  @Column('text') begunAt!: Instant;
  @Column('text', { nullable: true }) endedAt!: Instant | null;
}

@Entity({ name: 'service' })
export class ServiceRow {
  @PrimaryColumn('uuid') serviceId!: string;
  @Column('uuid') caseId!: string;
  @Column('uuid') partyId!: string;
  @Column('uuid') documentId!: string;
  @Column('text') method!: Service['method'];
  @Column('text') servedAt!: Instant;
  @Column('jsonb', { nullable: true }) servedBy!: Sealed | null;
}
