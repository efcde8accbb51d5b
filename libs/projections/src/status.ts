import type { EventStoreDBClient } from '@eventstore/db-client';
import type { DataSource } from 'typeorm';
import { toCheckpoint } from './checkpoint.js';
import { countMatches } from './log-search.js';

const COUNT_UP_TO = 1_000;
const ASK_THE_LOG_MS = 2_000;
const SILENT_AFTER_SECONDS = 5;

export type Status = {
  readonly name: string;
  /** 0 for a process. */
  readonly version: number;
  /** False for a version that is still being built beside the running one. */
  readonly current: boolean;
  readonly position: bigint;
  /** Events not yet dealt with; 1000 means at least so many, `null` that the event store did not answer. */
  readonly lag: number | null;
  readonly lastProgressAt: Date;
  readonly parked: number;
  /** `dead`: no worker has it. `parked`: something waits for a fix. `behind`: events wait. */
  readonly health: 'idle' | 'behind' | 'dead' | 'parked';
};

export type ParkedEvent = {
  readonly name: string;
  readonly version: number;
  readonly key: string;
  readonly position: bigint;
  readonly stream: string;
  readonly revision: bigint;
  readonly eventId: string;
  readonly eventType: string;
  /** Why: an error's name and code; `BehindParked` for one that only waits its turn. */
  readonly errorName: string;
  readonly errorCode: string | null;
  readonly attempts: number;
  readonly parkedAt: Date;
};

export const parkedEvents = async (dataSource: DataSource, name?: string): Promise<ParkedEvent[]> => {
  const rows: (ParkedEvent & { position: string; revision: string })[] = await dataSource.query(
    `select c.name, c.version, parking_key as key, k.position, stream, revision, event_id as "eventId", event_type as "eventType",
            error_name as "errorName", error_code as "errorCode", attempts, parked_at as "parkedAt"
     from projection_parked k join projection_checkpoint c using (copy) where $1::text is null or c.name = $1 order by k.position, c.copy`, [name ?? null]);
  return rows.map(row => ({ ...row, position: BigInt(row.position), revision: BigInt(row.revision) }));
};

/** Alive: someone holds its advisory lock, and has said so lately. */
const ALIVE = `coalesce(h.beat_at > clock_timestamp() - interval '${SILENT_AFTER_SECONDS} seconds', false) and exists (
  select 1 from pg_locks l join pg_database d on d.oid = l.database
  where l.locktype = 'advisory' and l.granted and d.datname = current_database() and l.objsubid = 1
    and (l.classid::bigint << 32) | l.objid::bigint = hashtextextended('projections:' || c.name || ':' || c.version, 0))`;

type Row = Parameters<typeof toCheckpoint>[0] & {
  name: string; version: number; current: boolean; progressed_at: Date; parked: number; alive: boolean;
};

export const status = async ({ client, dataSource }: { client: EventStoreDBClient; dataSource: DataSource }): Promise<Status[]> => {
  const rows: Row[] = await dataSource.query(
    `select c.*, p.copy = c.copy as current, ${ALIVE} as alive,
            (select count(*)::int from projection_parked k where k.copy = c.copy) as parked
     from projection_checkpoint c join projection_pointer p using (name) left join projection_heartbeat h on h.copy = c.copy
     where p.copy = c.copy or c.version > p.version order by c.name, c.version`);
  return Promise.all(rows.map(async row => {
    const { position, eventTypes } = toCheckpoint(row);
    const lag = await countMatches(client, eventTypes, position, COUNT_UP_TO, AbortSignal.timeout(ASK_THE_LOG_MS)).catch(() => null);
    const health = !row.alive ? 'dead' : row.parked > 0 ? 'parked' : lag === 0 ? 'idle' : 'behind';
    return {
      name: row.name, version: row.version, current: row.current, position: position.commit, lag,
      lastProgressAt: row.progressed_at, parked: row.parked, health,
    };
  }));
};
