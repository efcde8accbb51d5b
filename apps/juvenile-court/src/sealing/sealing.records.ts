import type { EntityManager } from 'typeorm';
import type { Recorded } from '#kernel';
import { rankOf, type RecordsPart } from '../records/index.js';
import type { SealEvent } from './domain/seals.js';
import { SealRow } from './seal.row.js';

/** A lifted seal leaves nothing behind here: the earlier view comes back exactly. Its events stay in the log. */
const apply = async ({ type, data, metadata }: Recorded<SealEvent>, tx: EntityManager) => {
  const rows = tx.getRepository(SealRow);
  if (type === 'RecordUnsealed') {
    await rows.delete({ sealId: data.sealId });
    return;
  }
  const { sealId, caseId, kind, targetId, level, orderId } = data;
  await rows.insert({ sealId, caseId, kind, targetId, rank: rankOf(level), orderId, sealedAt: metadata.occurredAt });
};

export const sealingRecords: RecordsPart = {
  eventTypes: ['RecordSealed', 'RecordUnsealed'],
  tables: [], // the wall's own, see records/wall.ts
  apply: (event, tx) => apply(event as Recorded<SealEvent>, tx),
};
