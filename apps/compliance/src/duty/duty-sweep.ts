import { Injectable, Logger } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { EntityManager } from 'typeorm';
import { Clock } from '#kernel';
import { ProjectionReader } from '#projections';
import { derivedMeta } from './derived-meta.js';
import { dutiesProjection } from './duties.projection.js';
import { OPEN_DUTIES } from './open-duties.process.js';
import { TickDuty } from './tick-duty.js';

const EVERY_MS = 100; // a breach is to be recorded within a second of its instant
const PATIENCE_MS = 250;
const AT_ONCE = 64;
const SIDE_BY_SIDE = 8;
const SERIALIZATION_FAILURE = '40001';

/** Asks every duty whose time has come. Several workers may sweep: each takes rows that no other holds, and asking twice is harmless. */
@Injectable()
export class DutySweep {
  private readonly logger = new Logger(DutySweep.name);
  private timer: NodeJS.Timeout | undefined;
  private sweeping: Promise<void> = Promise.resolve();
  private busy = false;

  constructor(
    private readonly projections: ProjectionReader,
    private readonly commands: CommandBus,
    private readonly clock: Clock,
  ) {}

  start(): void {
    this.clock.onMoved(() => this.wake());
    this.timer = setInterval(() => this.wake(), EVERY_MS);
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    this.timer = undefined;
    await this.sweeping;
  }

  /** One sweep over all that is due now. */
  async sweep(): Promise<void> {
    if (!(await this.projections.read(dutiesProjection.name, tx => this.anyDue(tx)))) return;
    await this.letReportsIn();
    const asked = new Set<string>(); // until the projection has seen the answer, the row still looks due
    let failure: Error | undefined;
    for (let more = true; more;) {
      more = await this.inSnapshot(async tx => {
        const due = await this.due(tx, [...asked]);
        for (const dutyId of due) asked.add(dutyId);
        const failures = await this.tickAll(due);
        failure ??= failures[0];
        return due.length === AT_ONCE && failures.length < AT_ONCE;
      });
    }
    if (failure) throw failure;
  }

  /** True, to look again, when the projection moved a row on while it was being taken. */
  private inSnapshot(work: (tx: EntityManager) => Promise<boolean>): Promise<boolean> {
    return this.projections.read(dutiesProjection.name, work).catch((error: Error & { code?: string }) => {
      if (error.code === SERIALIZATION_FAILURE) return true;
      throw error;
    });
  }

  private wake(): void {
    if (this.busy || !this.timer) return;
    this.busy = true;
    this.sweeping = this.sweep()
      .catch(error => this.logger.warn(`sweep: ${(error as Error).name} ${(error as { code?: string }).code ?? ''}`))
      .finally(() => (this.busy = false));
  }

  /** A report recorded before its deadline must not be overtaken by the alarm; but the alarm does not wait for a stuck process. */
  private async letReportsIn(): Promise<void> {
    const end = await this.projections.logEnd();
    await this.projections.caughtUp(OPEN_DUTIES, end, PATIENCE_MS).catch(() => undefined);
  }

  private async anyDue(tx: EntityManager): Promise<boolean> {
    const rows: unknown[] = await tx.query('select 1 from duty where next_at <= $1 limit 1', [this.clock.now()]);
    return rows.length > 0;
  }

  private async due(tx: EntityManager, asked: readonly string[]): Promise<readonly string[]> {
    const rows: { duty_id: string }[] = await tx.query(
      `select duty_id from duty where next_at <= $1 and not duty_id = any($2::uuid[])
       order by next_at limit ${AT_ONCE} for update skip locked`, [this.clock.now(), asked]);
    return rows.map(row => row.duty_id);
  }

  /** Returns what went wrong: one duty that cannot be asked must not keep the others from being asked. */
  private async tickAll(due: readonly string[]): Promise<readonly Error[]> {
    const waiting = [...due];
    const failures: Error[] = [];
    const lane = async () => {
      for (let dutyId = waiting.shift(); dutyId; dutyId = waiting.shift()) {
        // named by the moment of asking, not by the row's, which may be stale: the duty itself knows what it has said
        const meta = derivedMeta(dutyId, this.clock.now(), dutyId, dutyId);
        await this.commands.execute(new TickDuty(dutyId, meta)).catch((error: Error) => failures.push(error));
      }
    };
    await Promise.all(Array.from({ length: SIDE_BY_SIDE }, lane));
    return failures;
  }
}
