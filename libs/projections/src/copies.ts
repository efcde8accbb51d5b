import type { EventStoreDBClient } from '@eventstore/db-client';
import type { DataSource, EntityManager } from 'typeorm';
import { DomainError } from '#kernel';
import { currentCheckpoint, enterSchema, toCheckpoint, type Checkpoint } from './checkpoint.js';
import { logEnd } from './log-search.js';
import { BEGINNING, copyName, type Position, type Process, type Projection } from './projection.js';

/** A newer version of this projection has taken over: this code's turn is past. */
export class Superseded extends Error {
  override readonly name = 'Superseded';
}

const lockSetup = (tx: EntityManager) => tx.query(`select pg_advisory_xact_lock(hashtextextended('projections:setup', 0))`);

/** The code reads other event types than its copy was built from. */
export class EventTypesChanged extends Error {
  override readonly name = 'EventTypesChanged';
}

type Identity = { copy: string; name: string; version: number; build: number; eventTypes: readonly string[] };

const insertCheckpoint = (tx: EntityManager, { copy, name, version, build, eventTypes }: Identity, { commit, prepare }: Position) =>
  tx.query(
    'insert into projection_checkpoint (copy, name, version, build, event_types, position, prepare_position) values ($1, $2, $3, $4, $5, $6, $7)',
    [copy, name, version, build, eventTypes, commit, prepare]);

const insertPointer = (tx: EntityManager, { name, copy, version }: Identity) =>
  tx.query('insert into projection_pointer (name, copy, version) values ($1, $2, $3)', [name, copy, version]);

const makeCopy = async (tx: EntityManager, { name, version, eventTypes, tables }: Projection, build: number): Promise<Identity> => {
  const identity = { copy: copyName(name, version, build), name, version, build, eventTypes };
  await insertCheckpoint(tx, identity, BEGINNING);
  await tx.query(`create schema "${identity.copy}"`);
  await enterSchema(tx, identity.copy);
  for (const table of tables) await tx.query(table);
  return identity;
};

const newest = async (tx: EntityManager, name: string, version: number): Promise<(Checkpoint & { build: number }) | undefined> => {
  const [row] = await tx.query('select * from projection_checkpoint where name = $1 and version = $2 order by build desc limit 1', [name, version]);
  return row && { ...toCheckpoint(row), build: row.build };
};

const pointerOf = async (from: DataSource | EntityManager, name: string): Promise<{ copy: string; version: number } | undefined> =>
  (await from.query('select copy, version from projection_pointer where name = $1', [name]))[0];

const checkTypes = ({ name, eventTypes }: Projection, checkpoint: Checkpoint): Checkpoint => {
  const known = new Set(checkpoint.eventTypes);
  if (known.size === new Set(eventTypes).size && eventTypes.every(type => known.has(type))) return checkpoint;
  throw new EventTypesChanged(`Projection ${name} reads other event types than it was built from: raise its version`);
};

/**
 * The copy this code's version works on: the running one, or one that is built beside a running older version. Made when missing.
 * Throws `Superseded` when a newer version runs, and `EventTypesChanged` when those changed without a new version.
 */
export const openCopy = (dataSource: DataSource, projection: Projection): Promise<Checkpoint & { current: boolean }> =>
  dataSource.transaction(async tx => {
    await lockSetup(tx);
    const { name, version } = projection;
    const pointer = await pointerOf(tx, name);
    if (pointer && pointer.version > version) throw new Superseded(`Projection ${name} runs in version ${pointer.version}`);
    if (pointer?.version === version) return { ...checkTypes(projection, (await currentCheckpoint(tx, name))!), current: true };
    const building = await newest(tx, name, version);
    if (building) return { ...checkTypes(projection, building), current: false };
    const made = await makeCopy(tx, projection, 0);
    if (!pointer) await insertPointer(tx, made);
    return { ...made, position: BEGINNING, current: !pointer };
  });

/** One more, empty copy of the version that runs now; refused with `other-version-runs` when that is not this code's. */
export const addCopy = (dataSource: DataSource, projection: Projection): Promise<Checkpoint> =>
  dataSource.transaction(async tx => {
    await lockSetup(tx);
    const { name, version } = projection;
    if ((await pointerOf(tx, name))?.version !== version) throw new DomainError('other-version-runs', `Projection ${name} does not run in version ${version}`);
    const last = await newest(tx, name, version);
    const made = await makeCopy(tx, projection, (last?.build ?? -1) + 1);
    return { ...made, position: BEGINNING };
  });

/** A process's checkpoint, made where it is to start. */
export const openProcess = async (dataSource: DataSource, client: EventStoreDBClient, process: Process): Promise<Checkpoint> => {
  const { name, eventTypes, startFrom } = process;
  const start = startFrom === 'end' ? await logEnd(client) : BEGINNING;
  return dataSource.transaction(async tx => {
    await lockSetup(tx);
    const existing = await currentCheckpoint(tx, name);
    if (existing) {
      await tx.query('update projection_checkpoint set event_types = $2 where copy = $1', [existing.copy, eventTypes]);
      return { ...existing, eventTypes };
    }
    const identity = { copy: name, name, version: 0, build: 0, eventTypes };
    await insertCheckpoint(tx, identity, start);
    await insertPointer(tx, identity);
    return { ...identity, position: start };
  });
};

const READING = `hashtextextended('projections:read:' || $1, 0)`;

/** Removes a copy once nobody reads it; its worker finds its checkpoint gone. */
export const dropCopy = (dataSource: DataSource, name: string, copy: string): Promise<void> =>
  dataSource.transaction(async tx => {
    await tx.query(`select pg_advisory_xact_lock(${READING})`, [name]);
    await tx.query('delete from projection_checkpoint where copy = $1', [copy]); // before the schema: workers lock in this order
    await tx.query(`drop schema if exists "${copy}" cascade`);
  });

/** Removes what a killed rebuild or switch left behind. Only for the holder of the rebuild lock. */
export const dropLeftovers = async (dataSource: DataSource, name: string): Promise<void> => {
  const leftovers: { copy: string }[] = await dataSource.query(
    `select c.copy from projection_checkpoint c join projection_pointer p using (name)
     where name = $1 and c.copy <> p.copy and c.version <= p.version`, [name]);
  for (const { copy } of leftovers) await dropCopy(dataSource, name, copy);
};

/** Lets readers of the current copy finish before it is dropped. First in a reading transaction. */
export const holdReading = (tx: EntityManager, name: string): Promise<unknown> =>
  tx.query(`select pg_advisory_xact_lock_shared(${READING})`, [name]);
