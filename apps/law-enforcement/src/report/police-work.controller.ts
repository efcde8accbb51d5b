import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { Meta } from '#event-store';
import { Action, MinPosition, RequestMeta, UuidParam } from '#http';
import { CancelNcicEntry, CancelNcicEntryDto } from './cancel-ncic-entry.js';
import { EnterInNcic, EnterInNcicDto } from './enter-in-ncic.js';
import { EscalateRefusal, EscalateRefusalDto } from './escalate-refusal.js';
import { RecordNcmecTold, RecordNcmecToldDto } from './record-ncmec-told.js';
import { VerifyNcicEntry, VerifyNcicEntryDto } from './verify-ncic-entry.js';

/** What police did with a report, as they told it: their duties, recorded here and never done from here. */
@Controller('reports')
export class PoliceWorkController {
  constructor(private readonly commands: CommandBus) {}

  @Post(':id/ncic-entry')
  @HttpCode(200)
  @Action('ncic-entry:record')
  enter(@UuidParam('id') id: string, @Body() dto: EnterInNcicDto, @RequestMeta() meta: Meta) {
    return this.commands.execute(new EnterInNcic(id, dto, meta));
  }

  @Post(':id/ncic-verification')
  @HttpCode(200)
  @Action('ncic-entry:verify')
  verify(@UuidParam('id') id: string, @Body() dto: VerifyNcicEntryDto, @RequestMeta() meta: Meta) {
    return this.commands.execute(new VerifyNcicEntry(id, dto, meta));
  }

  /** `Min-Position`: the `Position` that child welfare answered when the child was located. */
  @Post(':id/ncic-cancellation')
  @HttpCode(200)
  @Action('ncic-entry:cancel')
  cancel(@UuidParam('id') id: string, @Body() dto: CancelNcicEntryDto, @RequestMeta() meta: Meta, @MinPosition() position?: bigint) {
    return this.commands.execute(new CancelNcicEntry(id, dto, meta, position));
  }

  @Post(':id/ncmec-told-by-police')
  @HttpCode(200)
  @Action('report:record-ncmec-told')
  ncmecTold(@UuidParam('id') id: string, @Body() dto: RecordNcmecToldDto, @RequestMeta() meta: Meta) {
    return this.commands.execute(new RecordNcmecTold(id, dto, meta));
  }

  @Post(':id/escalations')
  @HttpCode(200)
  @Action('report:escalate')
  escalate(@UuidParam('id') id: string, @Body() dto: EscalateRefusalDto, @RequestMeta() meta: Meta) {
    return this.commands.execute(new EscalateRefusal(id, dto, meta));
  }
}
