import { Body, Controller, Get, HttpCode, Post, Put, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { newId, type Meta } from '#event-store';
import { Action, MinPosition, RequestMeta, RequestReading, RequireIfMatch, UuidParam } from '#http';
import type { Reading } from '#security';
import { CourtRecords } from '../records/index.js';
import { ApproveAmendment } from './approve-amendment.js';
import { orders } from './domain/order.js';
import { DraftAmendment, DraftAmendmentDto } from './draft-amendment.js';
import { DraftDto } from './draft.dto.js';
import { DraftOrder, DraftOrderDto } from './draft-order.js';
import { EnterOrder } from './enter-order.js';
import { FulfillTerm, FulfillTermDto } from './fulfill-term.js';
import { OrderReads, OrdersQuery } from './order.reads.js';
import { RedraftOrder } from './redraft-order.js';
import { SignOrder } from './sign-order.js';

/** Whoever signs, enters or approves says by `If-Match` what they have read. */
@Controller('orders')
export class OrderController {
  constructor(private readonly commands: CommandBus, private readonly reads: OrderReads, private readonly records: CourtRecords) {}

  @Post()
  @Action('order:draft')
  draft(@Body() dto: DraftOrderDto, @RequestMeta() meta: Meta) {
    return this.commands.execute(new DraftOrder(newId(orders, meta), dto, meta));
  }

  @Get()
  @Action('order:list')
  async list(@Query() query: OrdersQuery, @RequestReading() reading: Reading, @MinPosition() position?: bigint) {
    await this.records.caughtUp(position);
    return this.reads.list(query, reading);
  }

  @Get(':id')
  @Action('order:read')
  async one(@UuidParam('id') id: string, @RequestReading() reading: Reading, @MinPosition() position?: bigint) {
    await this.records.caughtUp(position);
    return this.reads.one(id, reading);
  }

  @Put(':id')
  @RequireIfMatch()
  @Action('order:draft')
  redraft(@UuidParam('id') id: string, @Body() dto: DraftDto, @RequestMeta() meta: Meta) {
    return this.commands.execute(new RedraftOrder(id, dto, meta));
  }

  @Post(':id/signature')
  @HttpCode(200)
  @RequireIfMatch()
  @Action('order:sign')
  sign(@UuidParam('id') id: string, @RequestMeta() meta: Meta) {
    return this.commands.execute(new SignOrder(id, meta));
  }

  @Post(':id/entry')
  @HttpCode(200)
  @RequireIfMatch()
  @Action('order:enter')
  enter(@UuidParam('id') id: string, @RequestMeta() meta: Meta) {
    return this.commands.execute(new EnterOrder(id, meta));
  }

  @Put(':id/amendment')
  @RequireIfMatch()
  @Action('order:draft')
  amend(@UuidParam('id') id: string, @Body() dto: DraftAmendmentDto, @RequestMeta() meta: Meta) {
    return this.commands.execute(new DraftAmendment(id, dto, meta));
  }

  @Post(':id/amendment/approval')
  @HttpCode(200)
  @RequireIfMatch()
  @Action('order:sign')
  approve(@UuidParam('id') id: string, @RequestMeta() meta: Meta) {
    return this.commands.execute(new ApproveAmendment(id, meta));
  }

  @Post(':id/terms/:termId/fulfillment')
  @HttpCode(200)
  @Action('order:record-fulfillment')
  fulfill(@UuidParam('id') id: string, @UuidParam('termId') termId: string, @Body() dto: FulfillTermDto, @RequestMeta() meta: Meta) {
    return this.commands.execute(new FulfillTerm(id, termId, dto, meta));
  }
}
