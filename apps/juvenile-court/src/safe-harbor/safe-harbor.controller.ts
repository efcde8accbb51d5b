import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { Meta } from '#event-store';
import { Action, CurrentActor, MinPosition, RequestMeta, RequestReading, RequireIfMatch, UuidParam } from '#http';
import type { Actor } from '#kernel';
import type { Reading } from '#security';
import { CourtRecords } from '../records/index.js';
import { CheckReads, ChecksQuery, ChecksReportQuery, ProvisionsQuery } from './check.reads.js';
import { DecideCheck, DecideCheckDto } from './decide-check.js';

@Controller('safe-harbor-checks')
export class SafeHarborController {
  constructor(private readonly commands: CommandBus, private readonly reads: CheckReads, private readonly records: CourtRecords) {}

  @Get()
  @Action('safe-harbor:list')
  async list(@Query() query: ChecksQuery, @RequestReading() reading: Reading, @MinPosition() position?: bigint) {
    await this.records.caughtUp(position);
    return this.reads.list(query, reading);
  }

  @Get('report')
  @Action('safe-harbor:report')
  async report(@Query() query: ChecksReportQuery, @CurrentActor() actor: Actor, @MinPosition() position?: bigint) {
    await this.records.caughtUp(position);
    return this.reads.report(query, actor);
  }

  @Get(':id')
  @Action('safe-harbor:read')
  async one(@UuidParam('id') id: string, @RequestReading() reading: Reading, @MinPosition() position?: bigint) {
    await this.records.caughtUp(position);
    return this.reads.one(id, reading);
  }

  @Get(':id/provisions')
  @Action('safe-harbor:read')
  async provisions(@UuidParam('id') id: string, @Query() query: ProvisionsQuery, @CurrentActor() actor: Actor, @MinPosition() position?: bigint) {
    await this.records.caughtUp(position);
    return this.reads.provisions(id, query, actor);
  }

  @Post(':id/decision')
  @HttpCode(200)
  @RequireIfMatch()
  @Action('safe-harbor:decide')
  decide(@UuidParam('id') id: string, @Body() dto: DecideCheckDto, @RequestMeta() meta: Meta) {
    return this.commands.execute(new DecideCheck(id, dto, meta));
  }
}
