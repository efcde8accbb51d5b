import { Body, Controller, Get, HttpCode, Post, Put, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation } from '@nestjs/swagger';
import { newId, type Meta } from '#event-store';
import { Action, MinPosition, RequestMeta, RequestReading, RequireIfMatch, UuidParam } from '#http';
import type { Reading } from '#security';
import { CourtRecords } from '../records/index.js';
import { CancelFiling } from './cancel-filing.js';
import { filings } from './domain/filing.js';
import { DraftFiling, DraftFilingDto } from './draft-filing.js';
import { FilingReads, FilingsQuery } from './filing.reads.js';
import { ReviseFiling, ReviseFilingDto } from './revise-filing.js';
import { SubmitFiling, SubmitFilingDto } from './submit-filing.js';

/** Operation ids are those of OASIS Electronic Court Filing 5 where one fits. */
@Controller('filings')
export class FilingController {
  constructor(private readonly commands: CommandBus, private readonly reads: FilingReads, private readonly records: CourtRecords) {}

  @Post()
  @Action('filing:prepare')
  draft(@Body() dto: DraftFilingDto, @RequestMeta() meta: Meta) {
    return this.commands.execute(new DraftFiling(newId(filings, meta), dto, meta));
  }

  @Get()
  @Action('filing:list')
  @ApiOperation({ operationId: 'GetFilingList' })
  async list(@Query() query: FilingsQuery, @RequestReading() reading: Reading, @MinPosition() position?: bigint) {
    await this.records.caughtUp(position);
    return this.reads.list(query, reading);
  }

  @Get(':id')
  @Action('filing:read')
  @ApiOperation({ operationId: 'GetFilingStatus' })
  async one(@UuidParam('id') id: string, @RequestReading() reading: Reading, @MinPosition() position?: bigint) {
    await this.records.caughtUp(position);
    return this.reads.one(id, reading);
  }

  @Put(':id')
  @RequireIfMatch()
  @Action('filing:prepare')
  revise(@UuidParam('id') id: string, @Body() dto: ReviseFilingDto, @RequestMeta() meta: Meta) {
    return this.commands.execute(new ReviseFiling(id, dto, meta));
  }

  @Post(':id/submission')
  @HttpCode(200)
  @Action('filing:prepare')
  @ApiOperation({ operationId: 'ReviewFiling' })
  submit(@UuidParam('id') id: string, @Body() dto: SubmitFilingDto, @RequestMeta() meta: Meta) {
    return this.commands.execute(new SubmitFiling(id, dto, meta));
  }

  @Post(':id/cancellation')
  @HttpCode(200)
  @Action('filing:prepare')
  @ApiOperation({ operationId: 'CancelFiling' })
  cancel(@UuidParam('id') id: string, @RequestMeta() meta: Meta) {
    return this.commands.execute(new CancelFiling(id, meta));
  }
}
