import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { Meta } from '#event-store';
import { Action, awaitPosition, MinPosition, RequestMeta, RequestReading, UuidParam } from '#http';
import { ProjectionReader } from '#projections';
import type { Reading } from '#security';
import { DescribeCircumstancesDto } from './circumstances.dto.js';
import { DescribeCircumstances } from './describe-circumstances.js';
import { episodeReviewProjection } from './episode-review.projection.js';
import { EpisodeReviewReads } from './episode-review.reads.js';

@Controller('missing-episodes/:id')
export class EpisodeReviewController {
  constructor(
    private readonly commands: CommandBus,
    private readonly reads: EpisodeReviewReads,
    private readonly projections: ProjectionReader,
  ) {}

  @Post('circumstances')
  @HttpCode(200)
  @Action('episode-circumstances:describe')
  describe(@UuidParam('id') id: string, @Body() dto: DescribeCircumstancesDto, @RequestMeta() meta: Meta) {
    return this.commands.execute(new DescribeCircumstances(id, dto, meta));
  }

  /** The eleven questions a reviewer asks of an episode, each with what was recorded and when, or `notRecorded`. */
  @Get('review')
  @Action('episode-review:read')
  async review(@UuidParam('id') id: string, @RequestReading() reading: Reading, @MinPosition() position?: bigint) {
    await awaitPosition(position, (until, timeout) => this.projections.caughtUp(episodeReviewProjection.name, until, timeout));
    return this.reads.one(id, reading);
  }
}
