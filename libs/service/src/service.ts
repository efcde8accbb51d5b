import type { INestApplicationContext, Type } from '@nestjs/common';
import type { MigrationInterface } from 'typeorm';
import type { Process, Projection } from '#projections';
import type { AccessTable } from '#security';

/** Work that a worker repeats: it is asked to start once, and to stop before the process ends. */
export type Sweep = { start(): void; stop(): Promise<void> };

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
  readonly migrations?: readonly Type<MigrationInterface>[];
};

/** Under which a service's own description can be injected. */
export const SERVICE = Symbol('service');
