import { EventStoreDBClient } from '@eventstore/db-client';
import { Controller, Get, Query } from '@nestjs/common';
import { Action, awaitPosition, CurrentActor, MinPosition, UuidParam } from '#http';
import type { Actor } from '#kernel';
import { ProjectionReader } from '#projections';
import { dutiesProjection } from './duties.projection.js';
import { DutiesQuery, DutyReads } from './duty.reads.js';
import { logEnd } from './log-end.js';
import { OPEN_DUTIES } from './open-duties.process.js';

@Controller('duties')
export class DutyController {
  constructor(private readonly reads: DutyReads, private readonly projections: ProjectionReader, private readonly client: EventStoreDBClient) {}

  @Get(':id')
  @Action('duty:read')
  async one(@UuidParam('id') id: string, @CurrentActor() actor: Actor, @MinPosition() position?: bigint) {
    await this.caughtUp(position);
    return this.reads.one(id, actor);
  }

  @Get()
  @Action('duty:list')
  async list(@Query() query: DutiesQuery, @CurrentActor() actor: Actor, @MinPosition() position?: bigint) {
    await this.caughtUp(position);
    return this.reads.list(query, actor);
  }

  /** Duties follow from another service's events: first the process must have answered them, then what it wrote must be shown. */
  private caughtUp(position?: bigint) {
    return awaitPosition(position, async (until, timeout) => {
      await this.projections.caughtUp(OPEN_DUTIES, until, timeout);
      await this.projections.caughtUp(dutiesProjection.name, await logEnd(this.client), timeout);
    });
  }
}
