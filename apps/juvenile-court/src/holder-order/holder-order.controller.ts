import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { Meta } from '#event-store';
import { Action, CurrentActor, MinPosition, RequestMeta, UuidParam } from '#http';
import type { Actor } from '#kernel';
import { CourtRecords } from '../records/index.js';
import { GiveReceipt, GiveReceiptDto } from './give-receipt.js';
import { HolderOrderReads, HolderOrdersQuery } from './holder-order.reads.js';

@Controller('holder-orders')
export class HolderOrderController {
  constructor(private readonly commands: CommandBus, private readonly reads: HolderOrderReads, private readonly records: CourtRecords) {}

  @Get()
  @Action('holder-order:list')
  async list(@Query() query: HolderOrdersQuery, @CurrentActor() actor: Actor, @MinPosition() position?: bigint) {
    await this.records.caughtUp(position);
    return this.reads.list(query, actor);
  }

  @Get(':id')
  @Action('holder-order:read')
  async one(@UuidParam('id') id: string, @CurrentActor() actor: Actor, @MinPosition() position?: bigint) {
    await this.records.caughtUp(position);
    return this.reads.one(id, actor);
  }

  @Post(':id/receipt')
  @HttpCode(200)
  @Action('holder-order:answer')
  answer(@UuidParam('id') id: string, @Body() dto: GiveReceiptDto, @RequestMeta() meta: Meta) {
    return this.commands.execute(new GiveReceipt(id, dto, meta));
  }
}
