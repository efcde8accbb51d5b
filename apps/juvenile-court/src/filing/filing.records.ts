import type { EntityManager } from 'typeorm';
import type { Recorded } from '#kernel';
import { OWN_ONLY, rankOf, recordMatter, type RecordsPart, type RecordTable } from '../records/index.js';
import type { FilingEvent } from './domain/filing.js';
import { FilingRow } from './filing.row.js';

/** A draft is its filer's alone, and until it is docketed a filing is between its filer and the court. */
const TABLE: RecordTable = {
  name: 'filing',
  columns: `filing_id uuid primary key, case_id uuid not null, youth_id uuid not null, court text not null, county text not null,
    filing_type text not null, urgent boolean not null, in_case boolean not null, filed_by text not null, status text not null, title jsonb not null,
    documents jsonb not null, drafted_at text not null, received_at text, reason text, note jsonb, docketed_at text,
    revision bigint not null, position bigint not null`,
  indexes: ['drafted_at, filing_id', 'case_id'],
  document: 'filing_id',
  owner: 'filed_by',
  floor: `case t.status when 'draft' then ${OWN_ONLY} when 'docketed' then 0 else ${rankOf('court')} end`,
};

const after = ({ type, data }: Recorded<Exclude<FilingEvent, { type: 'FilingDrafted' }>>): Partial<FilingRow> => {
  switch (type) {
    case 'FilingRevised': {
      const { filingId: _, caseId: __, youthId: ___, ...content } = data;
      return content;
    }
    case 'FilingSubmitted':
      return { status: 'submitted', receivedAt: data.receivedAt, reason: null, note: null };
    case 'FilingReviewBegun':
      return { status: 'under-review' };
    case 'FilingAccepted':
      return { status: 'accepted' };
    case 'FilingRejected':
      return { status: 'rejected', reason: data.reason, note: data.note ?? null };
    case 'FilingReturned':
      return { status: 'returned', reason: data.reason, note: data.note ?? null };
    case 'FilingDocketed':
      return { status: 'docketed', docketedAt: data.docketedAt };
    case 'FilingCancelled':
      return { status: 'cancelled' };
  }
};

const apply = async (event: Recorded<FilingEvent>, tx: EntityManager) => {
  const rows = tx.getRepository(FilingRow);
  const { filingId } = event.data;
  const at = { revision: String(event.revision), position: String(event.position) };
  if (event.type === 'FilingDrafted') {
    await recordMatter(tx, event.data);
    await rows.insert({
      ...event.data, ...at, status: 'draft', draftedAt: event.metadata.occurredAt, receivedAt: null, reason: null, note: null, docketedAt: null,
    });
    return;
  }
  await rows.update({ filingId }, { ...after(event), ...at });
};

export const filingRecords: RecordsPart = {
  eventTypes: [
    'FilingDrafted', 'FilingRevised', 'FilingSubmitted', 'FilingReviewBegun', 'FilingAccepted', 'FilingRejected', 'FilingReturned', 'FilingDocketed',
    'FilingCancelled',
  ],
  tables: [TABLE],
  apply: (event, tx) => apply(event as Recorded<FilingEvent>, tx),
};
