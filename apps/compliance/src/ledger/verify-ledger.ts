import { START, type AllStreamResolvedEvent, type EventStoreDBClient } from '@eventstore/db-client';
import type { DataSource } from 'typeorm';
import { compareRebuilt, ProjectionReader, type Projection } from '#projections';
import { FACT_TYPES } from '../duty/index.js';
import { ledgerFactsProjection } from './ledger-facts.projection.js';
import { recordVerification } from './verification.js';

const PAGE = 1_000;
const CAUGHT_UP_WITHIN_MS = 30_000;

type Stores = { readonly client: EventStoreDBClient; readonly dataSource: DataSource };
type Counts = ReadonlyMap<string, number>;
export type Verification = { readonly position: bigint; readonly findings: readonly string[]; readonly mismatches: readonly string[] };

type Position = { readonly commit: bigint; readonly prepare: bigint };

const readPage = async (client: EventStoreDBClient, from: Position | undefined): Promise<readonly AllStreamResolvedEvent[]> => {
  const page: AllStreamResolvedEvent[] = [];
  for await (const resolved of client.readAll({ fromPosition: from ?? START, maxCount: PAGE })) page.push(resolved);
  return page;
};

/** Every event of the log by type, read page by page and without any filter or projection of ours, and the position of the last. */
const countLog = async (client: EventStoreDBClient): Promise<{ counts: Counts; last: bigint }> => {
  const counts = new Map<string, number>();
  for (let last: Position | undefined; ;) {
    const page = await readPage(client, last);
    for (const { event } of page) {
      const at: Position | undefined = event?.position;
      if (!event || !at || (at.commit === last?.commit && at.prepare === last.prepare)) continue; // a page begins where the one before ended
      last = at;
      counts.set(event.type, (counts.get(event.type) ?? 0) + 1);
    }
    if (page.length < PAGE) return { counts, last: last?.commit ?? 0n };
  }
};

const countFacts = async (reader: ProjectionReader, upTo: bigint): Promise<Counts> => {
  const rows: { type: string; count: number }[] = await reader.read(ledgerFactsProjection.name, tx =>
    tx.query('select type, count(*)::int as count from fact where position <= $1 group by type', [upTo]));
  return new Map(rows.map(({ type, count }) => [type, count]));
};

/**
 * Counts the log against the ledger, type by type, and compares every projection with one rebuilt beside it. What is
 * parked is not in the ledger, so a log with something parked is not verified.
 */
export const verifyLedger = async ({ client, dataSource }: Stores, projections: readonly Projection[]): Promise<Verification> => {
  const reader = new ProjectionReader({ client, dataSource });
  const { counts: log, last: position } = await countLog(client);
  await reader.caughtUp(ledgerFactsProjection.name, position, CAUGHT_UP_WITHIN_MS);
  const facts = await countFacts(reader, position);
  const parked = (await reader.parked()).filter(event => event.position <= position);

  const read = [...log.values()].reduce((sum, count) => sum + count, 0);
  const findings = [`${read} events in the log up to position ${position}`];
  const mismatches = parked.map(({ name, eventType, position: at, errorName }) => `${name}: ${eventType} at ${at} is parked (${errorName})`);
  for (const type of FACT_TYPES) {
    const [expected, found] = [log.get(type) ?? 0, facts.get(type) ?? 0];
    const held = parked.filter(({ name, eventType }) => name === ledgerFactsProjection.name && eventType === type).length;
    findings.push(`${type}: ${expected} in the log, ${found} in the ledger`);
    if (found + held !== expected) mismatches.push(`${type}: ${expected} in the log, but ${found} in the ledger and ${held} parked`);
  }
  for (const projection of projections) {
    for (const { table, rows, differing } of (await compareRebuilt({ client, dataSource, projection })).tables) {
      findings.push(`${projection.name}.${table}: ${rows} rows, ${differing} of them otherwise after a rebuild`);
      if (differing > 0) mismatches.push(`${projection.name}.${table}: ${differing} rows are otherwise after a rebuild`);
    }
  }
  await recordVerification(dataSource, position, mismatches.length === 0);
  return { position, findings, mismatches };
};
