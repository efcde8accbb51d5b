import { Body, Controller, Get, HttpCode, Post, Put, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation } from '@nestjs/swagger';
import type { Meta } from '#event-store';
import { Action, MinPosition, PageQuery, RequestMeta, RequestReading, RequireIfMatch, UuidParam } from '#http';
import type { Reading } from '#security';
import { CourtRecords } from '../records/index.js';
import { AmendCase, AmendCaseDto } from './amend-case.js';
import { CaseReads, CasesQuery, SearchCasesDto } from './case.reads.js';
import { ProveService, ProveServiceDto } from './prove-service.js';

/** Operation ids are those of OASIS Electronic Court Filing 5 where one fits. */
@Controller('cases')
export class CaseController {
  constructor(private readonly commands: CommandBus, private readonly reads: CaseReads, private readonly records: CourtRecords) {}

  @Get()
  @Action('case:list')
  @ApiOperation({ operationId: 'GetCaseList' })
  async list(@Query() query: CasesQuery, @RequestReading() reading: Reading, @MinPosition() position?: bigint) {
    await this.records.caughtUp(position);
    return this.reads.list(query, reading);
  }

  @Post('search')
  @HttpCode(200)
  @Action('case:list')
  async search(@Body() dto: SearchCasesDto, @RequestReading() reading: Reading, @MinPosition() position?: bigint) {
    await this.records.caughtUp(position);
    return this.reads.search(dto, reading);
  }

  @Get(':id')
  @Action('case:read')
  @ApiOperation({ operationId: 'GetCase' })
  async one(@UuidParam('id') id: string, @RequestReading() reading: Reading, @MinPosition() position?: bigint) {
    await this.records.caughtUp(position);
    return this.reads.one(id, reading);
  }

  @Put(':id')
  @RequireIfMatch()
  @Action('case:amend')
  amend(@UuidParam('id') id: string, @Body() dto: AmendCaseDto, @RequestMeta() meta: Meta) {
    return this.commands.execute(new AmendCase(id, dto, meta));
  }

  /** `Min-Position`: a document or party written by then is known here. */
  @Post(':id/services')
  @Action('service:prove')
  @ApiOperation({ operationId: 'ServeFiling' })
  async prove(@UuidParam('id') id: string, @Body() dto: ProveServiceDto, @RequestMeta() meta: Meta, @MinPosition() position?: bigint) {
    await this.records.caughtUp(position);
    return this.commands.execute(new ProveService(id, dto, meta));
  }

  @Get(':id/services')
  @Action('service:read')
  @ApiOperation({ operationId: 'GetServiceInformation' })
  async services(@UuidParam('id') id: string, @Query() query: PageQuery, @RequestReading() reading: Reading, @MinPosition() position?: bigint) {
    await this.records.caughtUp(position);
    return this.reads.services(id, query, reading);
  }
}
