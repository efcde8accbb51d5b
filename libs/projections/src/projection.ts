import type { EntityManager } from 'typeorm';
import type { Recorded } from '#kernel';

/**
 * A read model: rows derived from events, in a PostgreSQL schema of its own.
 * A changed `tables` or `apply` needs a higher `version`: it is then built beside the running one and switched when caught up.
 */
export type Projection = {
  /** Kebab-case, at most 40 characters, permanent; no process of the same database may bear it. */
  readonly name: string;
  readonly version: number;
  /** Exact type names: the server's filter. */
  readonly eventTypes: readonly string[];
  /** DDL with unqualified names, run once in the new schema. */
  readonly tables: readonly string[];
  /** Events of one key stay in order: when one is parked the later ones wait behind it. The child, else the stream. */
  parkingKey(event: Recorded): string;
  /** Writes rows through `tx` only. Must follow from the event and earlier rows: never a clock, never chance. */
  apply(event: Recorded, tx: EntityManager): Promise<void>;
};

/** Reads events and issues commands. Runs at least once per event, so its commands carry ids derived from the event. */
export type Process = {
  /** Kebab-case, at most 40 characters, permanent; no projection of the same database may bear it. */
  readonly name: string;
  readonly eventTypes: readonly string[];
  parkingKey(event: Recorded): string;
  handle(event: Recorded): Promise<void>;
  /** Where it begins when it first runs; `end` leaves earlier events alone for ever. Default: the beginning. */
  readonly startFrom?: 'beginning' | 'end';
  /** How many parking keys are handled side by side, each in its own order. Default 1: the log's order. */
  readonly concurrency?: number;
};

/** A place in the log. */
export type Position = { readonly commit: bigint; readonly prepare: bigint };

/** The checkpoint of a reader that has read nothing. */
export const BEGINNING: Position = { commit: -1n, prepare: -1n };

/** The PostgreSQL schema of one copy of a projection; rebuilt copies carry a build number. */
export const copyName = (name: string, version: number, build: number): string =>
  `${name.replaceAll('-', '_')}_v${version}${build > 0 ? `_b${build}` : ''}`;

export const checkName = (name: string): void => {
  if (!/^[a-z][a-z0-9-]{0,39}$/.test(name)) throw new Error(`"${name}" is no name for a projection or process: kebab-case, at most 40 characters`);
};
