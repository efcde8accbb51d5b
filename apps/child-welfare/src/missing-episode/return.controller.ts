import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { Meta } from '#event-store';
import { Action, RequestMeta, UuidParam } from '#http';
import { ArrangeServices, ArrangeServicesDto } from './arrange-services.js';
import { DetermineFactors, DetermineFactorsDto } from './determine-factors.js';
import { HoldReturnInterview, HoldReturnInterviewDto } from './hold-return-interview.js';
import { RespondToFactors, RespondToFactorsDto } from './respond-to-factors.js';
import { ReturnChild, ReturnChildDto } from './return-child.js';
import { ScreenOnReturn, ScreenOnReturnDto } from './screen-on-return.js';

@Controller('missing-episodes')
export class ReturnController {
  constructor(private readonly commands: CommandBus) {}

  @Post(':id/returned')
  @HttpCode(200)
  @Action('missing-episode:update')
  returned(@UuidParam('id') id: string, @Body() dto: ReturnChildDto, @RequestMeta() meta: Meta) {
    return this.commands.execute(new ReturnChild(id, dto, meta));
  }

  @Post(':id/return-interviews')
  @HttpCode(200)
  @Action('missing-episode:update')
  interview(@UuidParam('id') id: string, @Body() dto: HoldReturnInterviewDto, @RequestMeta() meta: Meta) {
    return this.commands.execute(new HoldReturnInterview(id, dto, meta));
  }

  @Post(':id/return-screenings')
  @HttpCode(200)
  @Action('missing-episode:update')
  screen(@UuidParam('id') id: string, @Body() dto: ScreenOnReturnDto, @RequestMeta() meta: Meta) {
    return this.commands.execute(new ScreenOnReturn(id, dto, meta));
  }

  @Post(':id/factors')
  @HttpCode(200)
  @Action('missing-episode:update')
  determine(@UuidParam('id') id: string, @Body() dto: DetermineFactorsDto, @RequestMeta() meta: Meta) {
    return this.commands.execute(new DetermineFactors(id, dto, meta));
  }

  @Post(':id/responses')
  @HttpCode(200)
  @Action('missing-episode:update')
  respond(@UuidParam('id') id: string, @Body() dto: RespondToFactorsDto, @RequestMeta() meta: Meta) {
    return this.commands.execute(new RespondToFactors(id, dto, meta));
  }

  @Post(':id/services')
  @HttpCode(200)
  @Action('missing-episode:update')
  arrange(@UuidParam('id') id: string, @Body() dto: ArrangeServicesDto, @RequestMeta() meta: Meta) {
    return this.commands.execute(new ArrangeServices(id, dto, meta));
  }
}
