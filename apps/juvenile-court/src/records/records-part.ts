import type { EntityManager } from 'typeorm';
import type { Recorded } from '#kernel';
import type { Projection } from '#projections';
import type { RecordTable } from './record-table.js';
import { baseOf, viewOf } from './views.js';
import { admitRecorder, SEALS, WALL_TABLES } from './wall.js';

/** What one feature adds to the court's records. */
export type RecordsPart = {
  readonly eventTypes: readonly string[];
  readonly tables: readonly RecordTable[];
  /** Writes rows through the views, which show the recorder everything. Never a clock, never chance. */
  apply(event: Recorded, tx: EntityManager): Promise<void>;
};

export const COURT_RECORDS = 'court-records';

/** One row per document of any kind, so that a seal or a proof of service can be on each alike. */
const documentsView = (tables: readonly RecordTable[]): string =>
  `create view document with (security_barrier) as ${tables.filter(({ document }) => document)
    .map(({ name, document }) => `select ${document} as document_id, case_id from ${name}`).join(' union all ')}`;

/**
 * All of the court's read models as one projection, so that no row of any stands outside the wall.
 * A changed table or `apply` of any part needs a higher `version`.
 */
export const courtRecords = (version: number, parts: readonly RecordsPart[]): Projection => {
  const tables = [SEALS, ...parts.flatMap(part => part.tables)];
  return {
    name: COURT_RECORDS,
    version,
    eventTypes: [...new Set(parts.flatMap(part => part.eventTypes))],
    tables: [...WALL_TABLES, ...tables.flatMap(baseOf), ...tables.map(viewOf), documentsView(tables)],
    parkingKey: event => (event.data as { youthId?: string }).youthId ?? event.stream,
    async apply(event, tx) {
      await admitRecorder(tx);
      for (const part of parts) if (part.eventTypes.includes(event.type)) await part.apply(event, tx);
    },
  };
};
