import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { Meta } from '#event-store';
import { Action, CurrentActor, MinPosition, RequestMeta, UuidParam } from '#http';
import type { Actor } from '#kernel';
import { AcknowledgeAlert, AcknowledgeAlertDto } from './acknowledge-alert.js';
import { DutiesCaughtUp } from './duties-caught-up.js';
import { DutiesQuery, DutyReads } from './duty.reads.js';
import { ExtendDuty, ExtendDutyDto } from './extend-duty.js';
import { PauseDuty, PauseDutyDto } from './pause-duty.js';
import { ResumeDuty, ResumeDutyDto } from './resume-duty.js';
import { WaiveDuty, WaiveDutyDto } from './waive-duty.js';

@Controller('duties')
export class DutyController {
  constructor(private readonly commands: CommandBus, private readonly reads: DutyReads, private readonly caughtUp: DutiesCaughtUp) {}

  @Get(':id')
  @Action('duty:read')
  async one(@UuidParam('id') id: string, @CurrentActor() actor: Actor, @MinPosition() position?: bigint) {
    await this.caughtUp.upTo(position);
    return this.reads.one(id, actor);
  }

  @Get()
  @Action('duty:list')
  async list(@Query() query: DutiesQuery, @CurrentActor() actor: Actor, @MinPosition() position?: bigint) {
    await this.caughtUp.upTo(position);
    return this.reads.list(query, actor);
  }

  @Post(':id/pauses')
  @HttpCode(200)
  @Action('duty:pause')
  pause(@UuidParam('id') id: string, @Body() dto: PauseDutyDto, @RequestMeta() meta: Meta) {
    return this.commands.execute(new PauseDuty(id, dto, meta));
  }

  @Post(':id/resumptions')
  @HttpCode(200)
  @Action('duty:resume')
  resume(@UuidParam('id') id: string, @Body() dto: ResumeDutyDto, @RequestMeta() meta: Meta) {
    return this.commands.execute(new ResumeDuty(id, dto, meta));
  }

  @Post(':id/extensions')
  @HttpCode(200)
  @Action('duty:extend')
  extend(@UuidParam('id') id: string, @Body() dto: ExtendDutyDto, @RequestMeta() meta: Meta) {
    return this.commands.execute(new ExtendDuty(id, dto, meta));
  }

  @Post(':id/waivers')
  @HttpCode(200)
  @Action('duty:waive')
  waive(@UuidParam('id') id: string, @Body() dto: WaiveDutyDto, @RequestMeta() meta: Meta) {
    return this.commands.execute(new WaiveDuty(id, dto, meta));
  }

  @Post(':id/acknowledgements')
  @HttpCode(200)
  @Action('alert:acknowledge')
  acknowledge(@UuidParam('id') id: string, @Body() dto: AcknowledgeAlertDto, @RequestMeta() meta: Meta) {
    return this.commands.execute(new AcknowledgeAlert(id, dto, meta));
  }
}
