import { Column, Entity, PrimaryColumn, type EntityManager } from 'typeorm';
import type { ReportCorrected, ReportRecipient } from '#contracts';
import type { AtRest, Instant, Recorded, Sealed } from '#kernel';
import type { Projection } from '#projections';
import type { Escalation } from './domain/escalation.js';
import { ncicAfter, type NcicEntry } from './domain/ncic.js';
import type { Attempt, KeptReceipt, Refusal, ReportEvent, Supplement } from './domain/report.js';

/** `revision` is that of the report's stream, as in `ETag`. */
@Entity({ name: 'report' })
export class ReportRow {
  @PrimaryColumn('uuid') reportId!: string;
  @Column('uuid') youthId!: string;
  @Column('text') subjectKind!: string;
  @Column('uuid') subjectId!: string;
  @Column('text') agency!: string;
  @Column('text') state!: string;
  @Column('text') county!: string;
  @Column('text') recipient!: ReportRecipient;
  @Column('text') status!: 'drafted' | 'made' | 'acknowledged' | 'refused' | 'bounced';
  @Column('text') draftedAt!: Instant;
  @Column('text', { nullable: true }) lastSeenAt!: Instant | null;
  /** None while nothing stands: not made yet, refused or bounced. */
  @Column('text', { nullable: true }) madeAt!: Instant | null;
  @Column('jsonb') missingElements!: readonly string[];
  @Column('jsonb') attempts!: readonly Attempt[];
  @Column('jsonb') receipts!: readonly AtRest<KeptReceipt>[];
  /** Receipts of this report contradict each other. */
  @Column('boolean') receiptsDiffer!: boolean;
  /** Another receipt exists for the same subject and recipient, here or on another report. */
  @Column('boolean') severalReceipts!: boolean;
  @Column('jsonb') refusals!: readonly Refusal[];
  @Column('jsonb') bounces!: readonly Instant[];
  @Column('jsonb') supplements!: readonly AtRest<Supplement>[];
  @Column('jsonb') corrections!: readonly Pick<ReportCorrected['data'], 'madeAt' | 'reason'>[];
  @Column('jsonb') escalations!: readonly Escalation[];
  @Column('jsonb') ncicEntries!: readonly NcicEntry<Sealed>[];
  @Column('jsonb') ncmecTold!: readonly Instant[];
  @Column('bigint') revision!: string;
  @Column('bigint') position!: string;
}

const change = (row: ReportRow, event: Exclude<Recorded<ReportEvent>, { type: 'ReportDrafted' }>): Partial<ReportRow> => {
  switch (event.type) {
    case 'ReportHandedOver': {
      const { agency, state, county } = event.data;
      return { agency, state, county };
    }
    case 'ReportMade': {
      const { madeAt, channel, madeBy } = event.data;
      return { status: 'made', madeAt, attempts: [...row.attempts, { madeAt, channel, madeBy }] };
    }
    case 'ReportAcknowledged': {
      const { acknowledgedAt, receipt } = event.data;
      // a state's receipt may come after the report was recorded as refused or bounced: then it is none that stands
      return { ...(row.status === 'made' ? { status: 'acknowledged' as const } : {}), receipts: [...row.receipts, { acknowledgedAt, receipt }] };
    }
    case 'ReceiptsFoundToDiffer':
      return { receiptsDiffer: true };
    case 'ReportRefused': {
      const { refusedAt, reason } = event.data;
      return { status: 'refused', madeAt: null, refusals: [...row.refusals, { refusedAt, reason }] };
    }
    case 'ReportBounced':
      return { status: 'bounced', madeAt: null, bounces: [...row.bounces, event.data.bouncedAt] };
    case 'ReportSupplemented': {
      const { supplementedAt, elements } = event.data;
      const missingElements = row.missingElements.filter(element => !elements.includes(element));
      return { missingElements, supplements: [...row.supplements, { supplementedAt, elements }] };
    }
    case 'ReportCorrected': {
      const { madeAt, reason } = event.data;
      return { madeAt, corrections: [...row.corrections, { madeAt, reason }] };
    }
    case 'RefusalEscalated': {
      const { escalatedAt, to } = event.data;
      return { escalations: [...row.escalations, { escalatedAt, to }] };
    }
    case 'NcicEntered':
    case 'NcicVerified':
    case 'NcicCancelled':
      return { ncicEntries: ncicAfter(row.ncicEntries, event) };
    case 'NcmecToldByPolice':
      return { ncmecTold: [...row.ncmecTold, event.data.toldAt] };
  }
};

const flagSeveral = `
  update report set several_receipts = true
  where subject_id = $1 and recipient = $2 and receipts <> '[]' and 1 <
    (select sum(jsonb_array_length(receipts)) from report where subject_id = $1 and recipient = $2)`;

const apply = async (event: Recorded<ReportEvent>, tx: EntityManager) => {
  const rows = tx.getRepository(ReportRow);
  const at = { revision: String(event.revision), position: String(event.position) };
  if (event.type === 'ReportDrafted') {
    await rows.insert({
      ...event.data, ...at, status: 'drafted', draftedAt: event.metadata.recordedAt, madeAt: null, attempts: [], receipts: [],
      receiptsDiffer: false, severalReceipts: false, refusals: [], bounces: [], supplements: [], corrections: [],
      escalations: [], ncicEntries: [], ncmecTold: [],
    });
    return;
  }
  const { reportId, subjectId, recipient } = event.data;
  await rows.update({ reportId }, { ...change(await rows.findOneByOrFail({ reportId }), event), ...at });
  if (event.type === 'ReportAcknowledged') await tx.query(flagSeveral, [subjectId, recipient]);
};

export const reportsProjection: Projection = {
  name: 'reports',
  version: 3,
  eventTypes: [
    'ReportDrafted', 'ReportHandedOver', 'ReportMade', 'ReportAcknowledged', 'ReceiptsFoundToDiffer', 'ReportRefused', 'ReportBounced',
    'ReportSupplemented', 'ReportCorrected', 'RefusalEscalated', 'NcicEntered', 'NcicVerified', 'NcicCancelled', 'NcmecToldByPolice',
  ],
  tables: [
    `create table report (
      report_id uuid primary key, youth_id uuid not null, subject_kind text not null, subject_id uuid not null, agency text not null,
      state text not null, county text not null, recipient text not null, status text not null, drafted_at text not null, last_seen_at text,
      made_at text, missing_elements jsonb not null, attempts jsonb not null, receipts jsonb not null, receipts_differ boolean not null,
      several_receipts boolean not null, refusals jsonb not null, bounces jsonb not null, supplements jsonb not null,
      corrections jsonb not null, escalations jsonb not null, ncic_entries jsonb not null, ncmec_told jsonb not null, revision bigint not null, position bigint not null)`,
    'create index report_by_subject on report (subject_id, recipient)',
    'create index report_by_agency on report (agency, county, drafted_at, report_id)',
  ],
  parkingKey: event => (event as Recorded<ReportEvent>).data.youthId,
  apply: (event, tx) => apply(event as Recorded<ReportEvent>, tx),
};
