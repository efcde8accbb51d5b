import type { INestApplicationContext, Type } from '@nestjs/common';
import type { MigrationInterface } from 'typeorm';
import type { Handler, Inbound, Outbound } from '#kafka';
import type { Process, Projection } from '#projections';
import type { AccessTable } from '#security';
import type { Destructions } from './destructions.js';

/** Work that a worker repeats: it is asked to start once, and to stop before the process ends. */
export type Sweep = { start(): void; stop(): Promise<void> };

/** What a service says and hears over Kafka; nothing of it runs where Kafka is not configured. */
export type Exchange = {
  readonly inbound?: Inbound & { readonly handler: (app: INestApplicationContext) => Handler };
  readonly outbound?: (app: INestApplicationContext) => readonly Outbound[];
};

/** All that tells one service from another; `serve` and `work` make the two processes from it. */
export type Service = {
  readonly name: string;
  /** What it is for, in one line: the title page of its API document. */
  readonly description: string;
  readonly module: Type;
  readonly access: AccessTable;
  /** Row classes of its read models. */
  readonly entities: readonly Type[];
  readonly projections: readonly Projection[];
  readonly processes?: (app: INestApplicationContext) => readonly Process[];
  readonly sweeps?: (app: INestApplicationContext) => readonly Sweep[];
  /** Which events destroy keys: done by the worker as they come, and again, for all of them, before any process of the service starts. */
  readonly destructions?: Destructions;
  readonly exchange?: Exchange;
  readonly migrations?: readonly Type<MigrationInterface>[];
};

/** Under which the Kafka settings can be injected; undefined where there are none. */
export const KAFKA = Symbol('kafka');

/** Under which a service's own description can be injected. */
export const SERVICE = Symbol('service');
