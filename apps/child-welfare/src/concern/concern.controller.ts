import { Body, Controller, Get, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { newId, type Meta } from '#event-store';
import { Action, awaitPosition, MinPosition, RequestMeta, RequestReading, UuidParam } from '#http';
import { ProjectionReader } from '#projections';
import type { Reading } from '#security';
import { ConcernReads } from './concern.reads.js';
import { concernsProjection } from './concerns.projection.js';
import { concerns } from './domain/concern.js';
import { ReceiveConcern, ReceiveConcernDto } from './receive-concern.js';

@Controller('concerns')
export class ConcernController {
  constructor(
    private readonly commands: CommandBus,
    private readonly reads: ConcernReads,
    private readonly projections: ProjectionReader,
  ) {}

  @Post()
  @Action('concern:receive')
  receive(@Body() dto: ReceiveConcernDto, @RequestMeta() meta: Meta) {
    return this.commands.execute(new ReceiveConcern(newId(concerns, meta), dto, meta));
  }

  @Get(':id')
  @Action('concern:read')
  async one(@UuidParam('id') id: string, @RequestReading() reading: Reading, @MinPosition() position?: bigint) {
    await awaitPosition(position, (until, timeout) => this.projections.caughtUp(concernsProjection.name, until, timeout));
    return this.reads.one(id, reading);
  }
}
