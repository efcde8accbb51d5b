import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { newId, type Meta } from '#event-store';
import { Action, awaitPosition, CurrentActor, MinPosition, RequestMeta, RequestReading, UuidParam } from '#http';
import type { Actor } from '#kernel';
import { ProjectionReader } from '#projections';
import type { Reading } from '#security';
import { AcknowledgeReport, AcknowledgeReportDto } from './acknowledge-report.js';
import { BounceReport, BounceReportDto } from './bounce-report.js';
import { CorrectReport, CorrectReportDto } from './correct-report.js';
import { reports } from './domain/report.js';
import { DraftReport, DraftReportDto } from './draft-report.js';
import { MakeReport, MakeReportDto } from './make-report.js';
import { RefuseReport, RefuseReportDto } from './refuse-report.js';
import { ReportReads, ReportsQuery } from './report.reads.js';
import { reportsProjection } from './reports.projection.js';
import { SupplementReport, SupplementReportDto } from './supplement-report.js';

@Controller('reports')
export class ReportController {
  constructor(
    private readonly commands: CommandBus,
    private readonly reads: ReportReads,
    private readonly projections: ProjectionReader,
  ) {}

  /** `Min-Position`: the `Position` that child welfare answered for the episode or determination. */
  @Post()
  @Action('report:draft')
  draft(@Body() dto: DraftReportDto, @RequestMeta() meta: Meta, @MinPosition() position?: bigint) {
    return this.commands.execute(new DraftReport(newId(reports, meta), dto, meta, position));
  }

  @Post(':id/made')
  @HttpCode(200)
  @Action('report:make')
  make(@UuidParam('id') id: string, @Body() dto: MakeReportDto, @RequestMeta() meta: Meta) {
    return this.commands.execute(new MakeReport(id, dto, meta));
  }

  @Post(':id/acknowledgements')
  @HttpCode(200)
  @Action('report:acknowledge')
  acknowledge(@UuidParam('id') id: string, @Body() dto: AcknowledgeReportDto, @RequestMeta() meta: Meta) {
    return this.commands.execute(new AcknowledgeReport(id, dto, meta));
  }

  @Post(':id/refusals')
  @HttpCode(200)
  @Action('report:refuse')
  refuse(@UuidParam('id') id: string, @Body() dto: RefuseReportDto, @RequestMeta() meta: Meta) {
    return this.commands.execute(new RefuseReport(id, dto, meta));
  }

  @Post(':id/bounces')
  @HttpCode(200)
  @Action('report:bounce')
  bounce(@UuidParam('id') id: string, @Body() dto: BounceReportDto, @RequestMeta() meta: Meta) {
    return this.commands.execute(new BounceReport(id, dto, meta));
  }

  @Post(':id/supplements')
  @HttpCode(200)
  @Action('report:supplement')
  supplement(@UuidParam('id') id: string, @Body() dto: SupplementReportDto, @RequestMeta() meta: Meta) {
    return this.commands.execute(new SupplementReport(id, dto, meta));
  }

  @Post(':id/corrections')
  @HttpCode(200)
  @Action('report:correct')
  correct(@UuidParam('id') id: string, @Body() dto: CorrectReportDto, @RequestMeta() meta: Meta) {
    return this.commands.execute(new CorrectReport(id, dto, meta));
  }

  @Get(':id')
  @Action('report:read')
  async one(@UuidParam('id') id: string, @RequestReading() reading: Reading, @MinPosition() position?: bigint) {
    await this.caughtUp(position);
    return this.reads.one(id, reading);
  }

  @Get()
  @Action('report:list')
  async list(@Query() query: ReportsQuery, @CurrentActor() actor: Actor, @MinPosition() position?: bigint) {
    await this.caughtUp(position);
    return this.reads.list(query, actor);
  }

  private caughtUp(position?: bigint) {
    return awaitPosition(position, (until, timeout) => this.projections.caughtUp(reportsProjection.name, until, timeout));
  }
}
