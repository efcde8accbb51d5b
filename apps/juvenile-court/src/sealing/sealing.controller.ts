import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { Meta } from '#event-store';
import { Action, CurrentActor, MinPosition, RequestMeta, UuidParam } from '#http';
import type { Actor } from '#kernel';
import { CourtRecords } from '../records/index.js';
import { LiftSeal, LiftSealDto } from './lift-seal.js';
import { PlaceSeal, PlaceSealDto } from './place-seal.js';
import { SealingReads } from './sealing.reads.js';

@Controller('cases')
export class SealingController {
  constructor(private readonly commands: CommandBus, private readonly reads: SealingReads, private readonly records: CourtRecords) {}

  /** `Min-Position`: a document or party written by then is known here. */
  @Post(':id/seals')
  @Action('seal:place')
  async place(@UuidParam('id') id: string, @Body() dto: PlaceSealDto, @RequestMeta() meta: Meta, @MinPosition() position?: bigint) {
    await this.records.caughtUp(position);
    return this.commands.execute(new PlaceSeal(id, dto, meta));
  }

  @Get(':id/seals')
  @Action('seal:list')
  async list(@UuidParam('id') id: string, @CurrentActor() actor: Actor, @MinPosition() position?: bigint) {
    await this.records.caughtUp(position);
    return this.reads.ofCase(id, actor);
  }

  @Post(':id/seals/:sealId/unsealing')
  @HttpCode(200)
  @Action('seal:lift')
  lift(@UuidParam('id') id: string, @UuidParam('sealId') sealId: string, @Body() dto: LiftSealDto, @RequestMeta() meta: Meta) {
    return this.commands.execute(new LiftSeal(id, sealId, dto, meta));
  }
}
