import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { newId, type Meta } from '#event-store';
import { Action, awaitPosition, MinPosition, RequestMeta, RequestReading, UuidParam } from '#http';
import { ProjectionReader } from '#projections';
import type { Reading } from '#security';
import { DeterminationReads } from './determination.reads.js';
import { determinationsProjection } from './determinations.projection.js';
import { determinations } from './domain/determination.js';
import { MakeDetermination, MakeDeterminationDto } from './make-determination.js';
import { WithdrawDetermination, WithdrawDeterminationDto } from './withdraw-determination.js';

@Controller('determinations')
export class DeterminationController {
  constructor(
    private readonly commands: CommandBus,
    private readonly reads: DeterminationReads,
    private readonly projections: ProjectionReader,
  ) {}

  @Post()
  @Action('determination:make')
  make(@Body() dto: MakeDeterminationDto, @RequestMeta() meta: Meta) {
    return this.commands.execute(new MakeDetermination(newId(determinations, meta), dto, meta));
  }

  @Post(':id/withdrawals')
  @HttpCode(200)
  @Action('determination:withdraw')
  withdraw(@UuidParam('id') id: string, @Body() dto: WithdrawDeterminationDto, @RequestMeta() meta: Meta) {
    return this.commands.execute(new WithdrawDetermination(id, dto, meta));
  }

  @Get(':id')
  @Action('determination:read')
  async one(@UuidParam('id') id: string, @RequestReading() reading: Reading, @MinPosition() position?: bigint) {
    await awaitPosition(position, (until, timeout) => this.projections.caughtUp(determinationsProjection.name, until, timeout));
    return this.reads.one(id, reading);
  }
}
