import { Body, Controller, Get, HttpCode, Param, Post, Put } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { newId, type Meta } from '#event-store';
import { Action, awaitPosition, MinPosition, RequestMeta, RequestReading, RequireIfMatch, UuidParam } from '#http';
import { ProjectionReader } from '#projections';
import type { Reading } from '#security';
import { ChangeCoverage, ChangeCoverageDto } from './change-coverage.js';
import { ClaimDto } from './claim.dto.js';
import { claimKind } from './domain/claims.js';
import { youths } from './domain/youth.js';
import { ErasePersonalData, ErasePersonalDataDto } from './erase-personal-data.js';
import { IdentifierDto } from './identifier.dto.js';
import { LinkIdentifier } from './link-identifier.js';
import { MakeClaim } from './make-claim.js';
import { RegisterYouth, RegisterYouthDto } from './register-youth.js';
import { UnlinkIdentifier, UnlinkIdentifierDto } from './unlink-identifier.js';
import { SearchYouthsDto, YouthReads } from './youth.reads.js';
import { youthsProjection } from './youths.projection.js';

@Controller('youths')
export class YouthController {
  constructor(
    private readonly commands: CommandBus,
    private readonly reads: YouthReads,
    private readonly projections: ProjectionReader,
  ) {}

  @Post()
  @Action('youth:register')
  register(@Body() dto: RegisterYouthDto, @RequestMeta() meta: Meta) {
    return this.commands.execute(new RegisterYouth(newId(youths, meta), dto, meta));
  }

  @Post('search')
  @HttpCode(200)
  @Action('youth:search')
  async search(@Body() dto: SearchYouthsDto, @RequestReading() reading: Reading, @MinPosition() position?: bigint) {
    await this.caughtUp(position);
    return this.reads.search(dto, reading);
  }

  @Post(':id/identifiers')
  @HttpCode(200)
  @Action('youth:update')
  link(@UuidParam('id') id: string, @Body() dto: IdentifierDto, @RequestMeta() meta: Meta) {
    return this.commands.execute(new LinkIdentifier(id, dto, meta));
  }

  @Post(':id/identifiers/unlink') // not DELETE with the identifier in the address: addresses are logged
  @HttpCode(200)
  @Action('youth:update')
  unlink(@UuidParam('id') id: string, @Body() dto: UnlinkIdentifierDto, @RequestMeta() meta: Meta) {
    return this.commands.execute(new UnlinkIdentifier(id, dto, meta));
  }

  @Put(':id/claims/:kind')
  @RequireIfMatch()
  @Action('youth:update')
  claim(@UuidParam('id') id: string, @Param('kind') kind: string, @Body() dto: ClaimDto, @RequestMeta() meta: Meta) {
    return this.commands.execute(new MakeClaim(id, { ...dto, kind: claimKind(kind) }, meta));
  }

  @Put(':id/coverage')
  @RequireIfMatch()
  @Action('youth:update')
  coverage(@UuidParam('id') id: string, @Body() dto: ChangeCoverageDto, @RequestMeta() meta: Meta) {
    return this.commands.execute(new ChangeCoverage(id, dto, meta));
  }

  @Post(':id/erasure')
  @HttpCode(200)
  @Action('youth:erase')
  erase(@UuidParam('id') id: string, @Body() dto: ErasePersonalDataDto, @RequestMeta() meta: Meta) {
    return this.commands.execute(new ErasePersonalData(id, dto, meta));
  }

  @Get(':id')
  @Action('youth:read')
  async one(@UuidParam('id') id: string, @RequestReading() reading: Reading, @MinPosition() position?: bigint) {
    await this.caughtUp(position);
    return this.reads.one(id, reading);
  }

  private caughtUp(position?: bigint) {
    return awaitPosition(position, (until, timeout) => this.projections.caughtUp(youthsProjection.name, until, timeout));
  }
}
