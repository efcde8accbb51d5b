import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { newId, type Meta } from '#event-store';
import { Action, CurrentActor, MinPosition, RequestMeta, RequestReading, RequireIfMatch, UuidParam } from '#http';
import type { Actor } from '#kernel';
import type { Reading } from '#security';
import { CourtRecords } from '../records/index.js';
import { ContinueHearing, ContinueHearingDto } from './continue-hearing.js';
import { hearings } from './domain/hearing.js';
import { HearingReads, HearingsQuery, WindowQuery } from './hearing.reads.js';
import { HoldHearing, HoldHearingDto } from './hold-hearing.js';
import { KeepHearing } from './keep-hearing.js';
import { NoticeHearing, NoticeHearingDto } from './notice-hearing.js';
import { ProposeVacating, ProposeVacatingDto } from './propose-vacating.js';
import { ScheduleHearing, ScheduleHearingDto } from './schedule-hearing.js';
import { VacateHearing, VacateHearingDto } from './vacate-hearing.js';

@Controller('hearings')
export class HearingController {
  constructor(private readonly commands: CommandBus, private readonly reads: HearingReads, private readonly records: CourtRecords) {}

  @Post()
  @Action('hearing:schedule')
  schedule(@Body() dto: ScheduleHearingDto, @RequestMeta() meta: Meta) {
    return this.commands.execute(new ScheduleHearing(newId(hearings, meta), dto, meta));
  }

  @Post(':id/notices')
  @HttpCode(200)
  @Action('hearing:notice')
  notice(@UuidParam('id') id: string, @Body() dto: NoticeHearingDto, @RequestMeta() meta: Meta) {
    return this.commands.execute(new NoticeHearing(id, dto, meta));
  }

  @Post(':id/continuance')
  @HttpCode(200)
  @RequireIfMatch()
  @Action('hearing:continue')
  continue(@UuidParam('id') id: string, @Body() dto: ContinueHearingDto, @RequestMeta() meta: Meta) {
    return this.commands.execute(new ContinueHearing(id, dto, meta));
  }

  @Post(':id/outcome')
  @HttpCode(200)
  @RequireIfMatch()
  @Action('hearing:hold')
  hold(@UuidParam('id') id: string, @Body() dto: HoldHearingDto, @RequestMeta() meta: Meta) {
    return this.commands.execute(new HoldHearing(id, dto, meta));
  }

  @Post(':id/vacating-proposal')
  @HttpCode(200)
  @Action('hearing:propose-vacating')
  propose(@UuidParam('id') id: string, @Body() dto: ProposeVacatingDto, @RequestMeta() meta: Meta) {
    return this.commands.execute(new ProposeVacating(id, dto, meta));
  }

  @Post(':id/vacating')
  @HttpCode(200)
  @RequireIfMatch()
  @Action('hearing:vacate')
  vacate(@UuidParam('id') id: string, @Body() dto: VacateHearingDto, @RequestMeta() meta: Meta) {
    return this.commands.execute(new VacateHearing(id, dto, meta));
  }

  /** Declines to vacate: the hearing stands. */
  @Post(':id/keeping')
  @HttpCode(200)
  @RequireIfMatch()
  @Action('hearing:vacate')
  keep(@UuidParam('id') id: string, @RequestMeta() meta: Meta) {
    return this.commands.execute(new KeepHearing(id, meta));
  }

  @Get('window')
  @Action('hearing:read')
  async window(@Query() query: WindowQuery, @CurrentActor() actor: Actor, @MinPosition() position?: bigint) {
    await this.records.caughtUp(position);
    return this.reads.window(query, actor);
  }

  @Get(':id')
  @Action('hearing:read')
  async one(@UuidParam('id') id: string, @CurrentActor() actor: Actor, @MinPosition() position?: bigint) {
    await this.records.caughtUp(position);
    return this.reads.one(id, actor);
  }

  @Get()
  @Action('hearing:list')
  async list(@Query() query: HearingsQuery, @RequestReading() reading: Reading, @MinPosition() position?: bigint) {
    await this.records.caughtUp(position);
    return this.reads.list(query, reading);
  }
}
