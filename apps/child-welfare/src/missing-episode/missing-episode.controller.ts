import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { newId, type Meta } from '#event-store';
import { Action, awaitPosition, CurrentActor, MinPosition, RequestMeta, RequestReading, UuidParam } from '#http';
import type { Actor } from '#kernel';
import { ProjectionReader } from '#projections';
import type { Reading } from '#security';
import { missingEpisodes } from './domain/missing-episode.js';
import { LocateChild, LocateChildDto } from './locate-child.js';
import { LoseWhereabouts, LoseWhereaboutsDto } from './lose-whereabouts.js';
import { EpisodesQuery, MissingEpisodeReads } from './missing-episode.reads.js';
import { missingEpisodesProjection } from './missing-episodes.projection.js';
import { RecordInError, RecordInErrorDto } from './record-in-error.js';
import { RecordLocateAttempt, RecordLocateAttemptDto } from './record-locate-attempt.js';
import { ReportMissing, ReportMissingDto } from './report-missing.js';

@Controller('missing-episodes')
export class MissingEpisodeController {
  constructor(
    private readonly commands: CommandBus,
    private readonly reads: MissingEpisodeReads,
    private readonly projections: ProjectionReader,
  ) {}

  @Post()
  @Action('missing-episode:report')
  report(@Body() dto: ReportMissingDto, @RequestMeta() meta: Meta) {
    return this.commands.execute(new ReportMissing(newId(missingEpisodes, meta), dto, meta));
  }

  @Post(':id/whereabouts-lost')
  @HttpCode(200)
  @Action('missing-episode:update')
  loseWhereabouts(@UuidParam('id') id: string, @Body() dto: LoseWhereaboutsDto, @RequestMeta() meta: Meta) {
    return this.commands.execute(new LoseWhereabouts(id, dto, meta));
  }

  @Post(':id/locate-attempts')
  @HttpCode(200)
  @Action('missing-episode:update')
  attempt(@UuidParam('id') id: string, @Body() dto: RecordLocateAttemptDto, @RequestMeta() meta: Meta) {
    return this.commands.execute(new RecordLocateAttempt(id, dto, meta));
  }

  @Post(':id/located')
  @HttpCode(200)
  @Action('missing-episode:update')
  locate(@UuidParam('id') id: string, @Body() dto: LocateChildDto, @RequestMeta() meta: Meta) {
    return this.commands.execute(new LocateChild(id, dto, meta));
  }

  @Post(':id/recorded-in-error')
  @HttpCode(200)
  @Action('missing-episode:withdraw')
  withdraw(@UuidParam('id') id: string, @Body() dto: RecordInErrorDto, @RequestMeta() meta: Meta) {
    return this.commands.execute(new RecordInError(id, dto, meta));
  }

  @Get(':id')
  @Action('missing-episode:read')
  async one(@UuidParam('id') id: string, @RequestReading() reading: Reading, @MinPosition() position?: bigint) {
    await this.caughtUp(position);
    return this.reads.one(id, reading);
  }

  @Get()
  @Action('missing-episode:list')
  async list(@Query() query: EpisodesQuery, @CurrentActor() actor: Actor, @MinPosition() position?: bigint) {
    await this.caughtUp(position);
    return this.reads.list(query, actor);
  }

  private caughtUp(position?: bigint) {
    return awaitPosition(position, (until, timeout) => this.projections.caughtUp(missingEpisodesProjection.name, until, timeout));
  }
}
