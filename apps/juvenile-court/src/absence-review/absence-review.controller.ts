import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { Meta } from '#event-store';
import { Action, CurrentActor, MinPosition, RequestMeta, RequireIfMatch, UuidParam } from '#http';
import type { Actor } from '#kernel';
import { CourtRecords } from '../records/index.js';
import { AbsenceReviewReads, ReviewsQuery, WeekQuery } from './absence-review.reads.js';
import { SetAbsenceHearing, SetAbsenceHearingDto } from './set-absence-hearing.js';
import { SignNotice } from './sign-notice.js';

@Controller('absence-reviews')
export class AbsenceReviewController {
  constructor(private readonly commands: CommandBus, private readonly reads: AbsenceReviewReads, private readonly records: CourtRecords) {}

  @Post(':id/hearing')
  @Action('absence-review:set-hearing')
  set(@UuidParam('id') id: string, @Body() dto: SetAbsenceHearingDto, @RequestMeta() meta: Meta) {
    return this.commands.execute(new SetAbsenceHearing(id, dto, meta));
  }

  @Post(':id/notices/:partyId/signature')
  @HttpCode(200)
  @RequireIfMatch()
  @Action('absence-review:sign')
  sign(@UuidParam('id') id: string, @UuidParam('partyId') partyId: string, @RequestMeta() meta: Meta) {
    return this.commands.execute(new SignNotice(id, partyId, meta));
  }

  /** Every child absent on some day of a week, as the court's county has to know. */
  @Get('week')
  @Action('absence-review:list')
  async week(@Query() query: WeekQuery, @CurrentActor() actor: Actor, @MinPosition() position?: bigint) {
    await this.records.caughtUp(position);
    return this.reads.week(query, actor);
  }

  @Get(':id')
  @Action('absence-review:read')
  async one(@UuidParam('id') id: string, @CurrentActor() actor: Actor, @MinPosition() position?: bigint) {
    await this.records.caughtUp(position);
    return this.reads.one(id, actor);
  }

  @Get()
  @Action('absence-review:list')
  async list(@Query() query: ReviewsQuery, @CurrentActor() actor: Actor, @MinPosition() position?: bigint) {
    await this.records.caughtUp(position);
    return this.reads.list(query, actor);
  }
}
