import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation } from '@nestjs/swagger';
import type { Meta } from '#event-store';
import { Action, RequestMeta, UuidParam } from '#http';
import { AcceptFiling } from './accept-filing.js';
import { BeginReview } from './begin-review.js';
import { DocketFiling, DocketFilingDto } from './docket-filing.js';
import { RejectFiling, RejectFilingDto } from './reject-filing.js';
import { ReturnFiling, ReturnFilingDto } from './return-filing.js';

/** The clerk's part in a filing's life. */
@Controller('filings')
export class ReviewController {
  constructor(private readonly commands: CommandBus) {}

  @Post(':id/review')
  @HttpCode(200)
  @Action('filing:review')
  begin(@UuidParam('id') id: string, @RequestMeta() meta: Meta) {
    return this.commands.execute(new BeginReview(id, meta));
  }

  @Post(':id/acceptance')
  @HttpCode(200)
  @Action('filing:review')
  accept(@UuidParam('id') id: string, @RequestMeta() meta: Meta) {
    return this.commands.execute(new AcceptFiling(id, meta));
  }

  @Post(':id/rejection')
  @HttpCode(200)
  @Action('filing:review')
  reject(@UuidParam('id') id: string, @Body() dto: RejectFilingDto, @RequestMeta() meta: Meta) {
    return this.commands.execute(new RejectFiling(id, dto, meta));
  }

  @Post(':id/return')
  @HttpCode(200)
  @Action('filing:review')
  sendBack(@UuidParam('id') id: string, @Body() dto: ReturnFilingDto, @RequestMeta() meta: Meta) {
    return this.commands.execute(new ReturnFiling(id, dto, meta));
  }

  @Post(':id/docketing')
  @HttpCode(200)
  @Action('filing:review')
  @ApiOperation({ operationId: 'RecordDocketing' })
  docket(@UuidParam('id') id: string, @Body() dto: DocketFilingDto, @RequestMeta() meta: Meta) {
    return this.commands.execute(new DocketFiling(id, dto, meta));
  }
}
