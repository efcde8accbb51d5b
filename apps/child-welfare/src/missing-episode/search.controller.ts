import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { Meta } from '#event-store';
import { Action, RequestMeta, UuidParam } from '#http';
import { DescribePacket, DescribePacketDto } from './describe-packet.js';
import { FileMotion, FileMotionDto } from './file-motion.js';
import { GiveNotice, GiveNoticeDto } from './give-notice.js';
import { HoldCommunication, HoldCommunicationDto } from './hold-communication.js';
import { LocateChild, LocateChildDto } from './locate-child.js';
import { RecordLocateAttempt, RecordLocateAttemptDto } from './record-locate-attempt.js';
import { WithholdNotice, WithholdNoticeDto } from './withhold-notice.js';

@Controller('missing-episodes')
export class SearchController {
  constructor(private readonly commands: CommandBus) {}

  @Post(':id/packet')
  @HttpCode(200)
  @Action('missing-episode:update')
  describe(@UuidParam('id') id: string, @Body() dto: DescribePacketDto, @RequestMeta() meta: Meta) {
    return this.commands.execute(new DescribePacket(id, dto, meta));
  }

  @Post(':id/locate-attempts')
  @HttpCode(200)
  @Action('missing-episode:update')
  attempt(@UuidParam('id') id: string, @Body() dto: RecordLocateAttemptDto, @RequestMeta() meta: Meta) {
    return this.commands.execute(new RecordLocateAttempt(id, dto, meta));
  }

  @Post(':id/communications')
  @HttpCode(200)
  @Action('missing-episode:update')
  communicate(@UuidParam('id') id: string, @Body() dto: HoldCommunicationDto, @RequestMeta() meta: Meta) {
    return this.commands.execute(new HoldCommunication(id, dto, meta));
  }

  @Post(':id/notices')
  @HttpCode(200)
  @Action('missing-episode:update')
  notify(@UuidParam('id') id: string, @Body() dto: GiveNoticeDto, @RequestMeta() meta: Meta) {
    return this.commands.execute(new GiveNotice(id, dto, meta));
  }

  @Post(':id/withheld-notices')
  @HttpCode(200)
  @Action('missing-episode:update')
  withhold(@UuidParam('id') id: string, @Body() dto: WithholdNoticeDto, @RequestMeta() meta: Meta) {
    return this.commands.execute(new WithholdNotice(id, dto, meta));
  }

  @Post(':id/motions')
  @HttpCode(200)
  @Action('missing-episode:update')
  file(@UuidParam('id') id: string, @Body() dto: FileMotionDto, @RequestMeta() meta: Meta) {
    return this.commands.execute(new FileMotion(id, dto, meta));
  }

  @Post(':id/located')
  @HttpCode(200)
  @Action('missing-episode:update')
  locate(@UuidParam('id') id: string, @Body() dto: LocateChildDto, @RequestMeta() meta: Meta) {
    return this.commands.execute(new LocateChild(id, dto, meta));
  }
}
