import { Body, Controller, HttpCode, Post, Put } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { Meta } from '#event-store';
import { Action, RequestMeta, RequireIfMatch, UuidParam } from '#http';
import { AddParty, AddPartyDto } from './add-party.js';
import { BeginRepresentation, BeginRepresentationDto } from './begin-representation.js';
import { DescribeParty, DescribePartyDto } from './describe-party.js';
import { EndRepresentation, EndRepresentationDto } from './end-representation.js';
import { PermitTelling, PermitTellingDto } from './permit-telling.js';
import { WithholdTelling, WithholdTellingDto } from './withhold-telling.js';

@Controller('cases')
export class PartyController {
  constructor(private readonly commands: CommandBus) {}

  @Post(':id/parties')
  @Action('party:manage')
  add(@UuidParam('id') id: string, @Body() dto: AddPartyDto, @RequestMeta() meta: Meta) {
    return this.commands.execute(new AddParty(id, dto, meta));
  }

  @Put(':id/parties/:partyId')
  @RequireIfMatch()
  @Action('party:manage')
  describe(@UuidParam('id') id: string, @UuidParam('partyId') partyId: string, @Body() dto: DescribePartyDto, @RequestMeta() meta: Meta) {
    return this.commands.execute(new DescribeParty(id, partyId, dto, meta));
  }

  @Post(':id/parties/:partyId/telling-withheld')
  @HttpCode(200)
  @RequireIfMatch()
  @Action('party:withhold')
  withhold(@UuidParam('id') id: string, @UuidParam('partyId') partyId: string, @Body() dto: WithholdTellingDto, @RequestMeta() meta: Meta) {
    return this.commands.execute(new WithholdTelling(id, partyId, dto, meta));
  }

  @Post(':id/parties/:partyId/telling-permitted')
  @HttpCode(200)
  @RequireIfMatch()
  @Action('party:withhold')
  permit(@UuidParam('id') id: string, @UuidParam('partyId') partyId: string, @Body() dto: PermitTellingDto, @RequestMeta() meta: Meta) {
    return this.commands.execute(new PermitTelling(id, partyId, dto, meta));
  }

  @Post(':id/representations')
  @Action('representation:record')
  represent(@UuidParam('id') id: string, @Body() dto: BeginRepresentationDto, @RequestMeta() meta: Meta) {
    return this.commands.execute(new BeginRepresentation(id, dto, meta));
  }

  @Post(':id/representations/:representationId/end')
  @HttpCode(200)
  @Action('representation:record')
  end(
    @UuidParam('id') id: string, @UuidParam('representationId') representationId: string, @Body() dto: EndRepresentationDto, @RequestMeta() meta: Meta,
  ) {
    return this.commands.execute(new EndRepresentation(id, representationId, dto, meta));
  }
}
