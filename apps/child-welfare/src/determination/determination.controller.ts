import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { newId, type Meta } from '#event-store';
import { Action, MinPosition, RequestMeta, RequestReading, UuidParam } from '#http';
import type { Reading } from '#security';
import { CorrectDetermination, CorrectDeterminationDto } from './correct-determination.js';
import { DeterminationReads } from './determination.reads.js';
import { determinations } from './domain/determination.js';
import { MakeDetermination, MakeDeterminationDto } from './make-determination.js';
import { NotifyHhs, NotifyHhsDto } from './notify-hhs.js';
import { WithdrawDetermination, WithdrawDeterminationDto } from './withdraw-determination.js';

@Controller('determinations')
export class DeterminationController {
  constructor(private readonly commands: CommandBus, private readonly reads: DeterminationReads) {}

  @Post()
  @Action('determination:make')
  make(@Body() dto: MakeDeterminationDto, @RequestMeta() meta: Meta) {
    return this.commands.execute(new MakeDetermination(newId(determinations, meta), dto, meta));
  }

  @Post(':id/hhs-notification')
  @HttpCode(200)
  @Action('determination:notify')
  notifyHhs(@UuidParam('id') id: string, @Body() dto: NotifyHhsDto, @RequestMeta() meta: Meta) {
    return this.commands.execute(new NotifyHhs(id, dto, meta));
  }

  @Post(':id/corrections')
  @HttpCode(200)
  @Action('determination:correct')
  correct(@UuidParam('id') id: string, @Body() dto: CorrectDeterminationDto, @RequestMeta() meta: Meta) {
    return this.commands.execute(new CorrectDetermination(id, dto, meta));
  }

  @Post(':id/withdrawals')
  @HttpCode(200)
  @Action('determination:withdraw')
  withdraw(@UuidParam('id') id: string, @Body() dto: WithdrawDeterminationDto, @RequestMeta() meta: Meta) {
    return this.commands.execute(new WithdrawDetermination(id, dto, meta));
  }

  @Get(':id')
  @Action('determination:read')
  async one(@UuidParam('id') id: string, @RequestReading() reading: Reading, @MinPosition() position?: bigint) {
    await this.reads.caughtUp(position);
    return this.reads.one(id, reading);
  }
}
