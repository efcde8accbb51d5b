import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { newId, type Meta } from '#event-store';
import { Action, CurrentActor, MinPosition, RequestMeta, RequestReading, UuidParam } from '#http';
import type { Actor } from '#kernel';
import type { Reading } from '#security';
import { CloseEpisode, CloseEpisodeDto } from './close-episode.js';
import { CorrectEpisode, CorrectEpisodeDto } from './correct-episode.js';
import { missingEpisodes } from './domain/missing-episode.js';
import { LoseWhereabouts, LoseWhereaboutsDto } from './lose-whereabouts.js';
import { EpisodesQuery, MissingEpisodeReads } from './missing-episode.reads.js';
import { OpenDuties } from './open-duties.reads.js';
import { RecordInError, RecordInErrorDto } from './record-in-error.js';
import { ReportMissing, ReportMissingDto } from './report-missing.js';

@Controller('missing-episodes')
export class MissingEpisodeController {
  constructor(private readonly commands: CommandBus, private readonly reads: MissingEpisodeReads, private readonly duties: OpenDuties) {}

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

  @Post(':id/corrections')
  @HttpCode(200)
  @Action('missing-episode:correct')
  correct(@UuidParam('id') id: string, @Body() dto: CorrectEpisodeDto, @RequestMeta() meta: Meta) {
    return this.commands.execute(new CorrectEpisode(id, dto, meta));
  }

  @Post(':id/recorded-in-error')
  @HttpCode(200)
  @Action('missing-episode:withdraw')
  withdraw(@UuidParam('id') id: string, @Body() dto: RecordInErrorDto, @RequestMeta() meta: Meta) {
    return this.commands.execute(new RecordInError(id, dto, meta));
  }

  /**
   * Refused with `duties-not-yet-known` until compliance has told that all recorded here has its duties, which takes a moment: try again.
   * `Min-Position`: what compliance appended by then is counted.
   */
  @Post(':id/closure')
  @HttpCode(200)
  @Action('missing-episode:close')
  async close(@UuidParam('id') id: string, @Body() dto: CloseEpisodeDto, @RequestMeta() meta: Meta, @MinPosition() position?: bigint) {
    await this.duties.caughtUp(position);
    return this.commands.execute(new CloseEpisode(id, dto, meta));
  }

  @Get(':id')
  @Action('missing-episode:read')
  async one(@UuidParam('id') id: string, @RequestReading() reading: Reading, @MinPosition() position?: bigint) {
    await this.reads.caughtUp(position);
    return this.reads.one(id, reading);
  }

  @Get()
  @Action('missing-episode:list')
  async list(@Query() query: EpisodesQuery, @CurrentActor() actor: Actor, @MinPosition() position?: bigint) {
    await this.reads.caughtUp(position);
    return this.reads.list(query, actor);
  }
}
