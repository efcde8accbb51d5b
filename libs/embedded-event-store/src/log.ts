import type pg from 'pg';
import { DELETED, type Head, isMetastream, METASTREAM_METADATA, parseMetadata } from './metadata.js';

/** One record of the log. `created` counts ticks of 100 ns since the Unix epoch, as the protocol does. */
export type LogRecord = {
  position: bigint;
  stream: string;
  revision: bigint;
  id: string;
  type: string;
  isJson: boolean;
  created: bigint;
  data: Uint8Array;
  metadata: Uint8Array;
};

export const SCHEMA = `
  create table if not exists log (
    position bigint primary key,
    stream text collate "C" not null,
    revision bigint not null,
    id uuid not null,
    type text collate "C" not null,
    is_json boolean not null,
    created bigint not null,
    data bytea not null,
    metadata bytea not null,
    unique (stream, revision)
  )`;

type Row = Omit<LogRecord, 'position' | 'revision' | 'created' | 'isJson'>
  & { position: string; revision: string; created: string; is_json: boolean };

const toRecord = ({ is_json: isJson, ...row }: Row): LogRecord =>
  ({ ...row, isJson, position: BigInt(row.position), revision: BigInt(row.revision), created: BigInt(row.created) });

export type Queryable = Pick<pg.ClientBase, 'query'>;

const select = async (db: Queryable, name: string, rest: string, values: unknown[]): Promise<LogRecord[]> => {
  const { rows } = await db.query<Row>({ name, text: `select * from log where ${rest}`, values });
  return rows.map(toRecord);
};

/** All records in one statement, so all of them or none. */
export const insertRecords = (db: Queryable, records: readonly LogRecord[]) =>
  db.query({
    name: 'insert-records',
    text: `insert into log select * from unnest($1::bigint[], $2::text[], $3::bigint[], $4::uuid[], $5::text[], $6::boolean[],
      $7::bigint[], $8::bytea[], $9::bytea[])`,
    values: [
      records.map(({ position }) => position), records.map(({ stream }) => stream), records.map(({ revision }) => revision),
      records.map(({ id }) => id), records.map(({ type }) => type), records.map(({ isJson }) => isJson),
      records.map(({ created }) => created), records.map(({ data }) => Buffer.from(data)), records.map(({ metadata }) => Buffer.from(metadata)),
    ],
  });

export const lastPosition = async (db: Queryable): Promise<bigint> => {
  const { rows } = await db.query<{ last: string }>('select coalesce(max(position), 0) as last from log');
  return BigInt(rows[0]!.last);
};

/** Records after (forwards) or before (backwards) a position, next to it first. */
export const allPage = (db: Queryable, from: bigint, direction: 'forwards' | 'backwards', limit: number) =>
  direction === 'forwards'
    ? select(db, 'all-forwards', 'position > $1 order by position limit $2', [from, limit])
    : select(db, 'all-backwards', 'position < $1 order by position desc limit $2', [from, limit]);

/** Records of one stream between two revisions, both included, none older than `createdFrom`. */
export const streamPage = (db: Queryable, page: {
  stream: string; first: bigint; last: bigint; createdFrom: bigint; direction: 'forwards' | 'backwards'; limit: number;
}) =>
  select(db, `stream-${page.direction}`,
    `stream = $1 and revision between $2 and $3 and created >= $4 order by revision ${page.direction === 'forwards' ? 'asc' : 'desc'} limit $5`,
    [page.stream, page.first, page.last, page.createdFrom, page.limit]);

/** Whether a record begins at this position. */
export const isRecordAt = async (db: Queryable, position: bigint): Promise<boolean> =>
  (await db.query({ name: 'record-at', text: 'select 1 from log where position = $1', values: [position] })).rowCount === 1;

export type StoredId = { stream: string; revision: bigint; id: string; position: bigint };

/** The ids stored at ranges of revisions, both ends included. */
export const storedIds = async (db: Queryable, ranges: readonly { stream: string; first: bigint; last: bigint }[]): Promise<StoredId[]> => {
  if (ranges.length === 0) return [];
  const { rows } = await db.query<{ stream: string; revision: string; id: string; position: string }>({
    name: 'stored-ids',
    text: `select log.stream, revision, id, position from unnest($1::text[], $2::bigint[], $3::bigint[]) wanted (stream, first, last)
      join log on log.stream = wanted.stream and revision between first and last`,
    values: [ranges.map(({ stream }) => stream), ranges.map(({ first }) => first), ranges.map(({ last }) => last)],
  });
  return rows.map(row => ({ ...row, revision: BigInt(row.revision), position: BigInt(row.position) }));
};

/** The heads of streams, in one query. */
export const loadHeads = async (db: Queryable, streams: readonly string[]): Promise<Map<string, Head>> => {
  const { rows } = await db.query<{ name: string; last: string | null; metadata: Buffer | null; tombstoned: boolean }>({
    name: 'heads',
    text: `select name, own.revision as last, meta.data as metadata,
        exists (select from log where revision = ${DELETED} and stream in (name, case when name like '$$%' then substr(name, 3) end)) as tombstoned
      from unnest($1::text[]) name
      left join lateral (select revision from log where stream = name order by revision desc limit 1) own on true
      left join lateral (select case when is_json then data else '' end as data from log where stream = '$$' || name order by revision desc limit 1) meta on true`,
    values: [streams],
  });
  return new Map(rows.map(({ name, last, metadata, tombstoned }) => [name, {
    last: BigInt(last ?? -1),
    tombstoned,
    ...(metadata && { rawMetadata: metadata }),
    metadata: isMetastream(name) ? METASTREAM_METADATA : metadata ? parseMetadata(metadata) : {},
  }]));
};
