import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { newId, type Meta } from '#event-store';
import { Action, awaitPosition, MinPosition, PageQuery, RequestMeta, RequestReading, UuidParam } from '#http';
import { ProjectionReader } from '#projections';
import type { Reading } from '#security';
import { screenings } from './domain/screening.js';
import { RecordScreening, RecordScreeningDto } from './record-screening.js';
import { ScreeningTools } from './screening-tools.js';
import { ScreeningReads } from './screening.reads.js';
import { screeningsProjection } from './screenings.projection.js';

@Controller()
export class ScreeningController {
  constructor(
    private readonly commands: CommandBus,
    private readonly reads: ScreeningReads,
    private readonly tools: ScreeningTools,
    private readonly projections: ProjectionReader,
  ) {}

  @Post('screenings')
  @Action('screening:record')
  record(@Body() dto: RecordScreeningDto, @RequestMeta() meta: Meta) {
    return this.commands.execute(new RecordScreening(newId(screenings, meta), dto, meta));
  }

  @Get('screenings/:id')
  @Action('screening:read')
  async one(@UuidParam('id') id: string, @RequestReading() reading: Reading, @MinPosition() position?: bigint) {
    await this.caughtUp(position);
    return this.reads.one(id, reading);
  }

  @Get('youths/:id/screenings')
  @Action('screening:list')
  async ofYouth(@UuidParam('id') id: string, @Query() query: PageQuery, @RequestReading() reading: Reading, @MinPosition() position?: bigint) {
    await this.caughtUp(position);
    return this.reads.ofYouth(id, query, reading);
  }

  @Get('screening-tools')
  @Action('screening:record')
  configured() {
    return { items: this.tools.all };
  }

  private caughtUp(position?: bigint) {
    return awaitPosition(position, (until, timeout) => this.projections.caughtUp(screeningsProjection.name, until, timeout));
  }
}
