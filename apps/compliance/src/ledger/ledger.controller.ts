import { Controller, Get, Query } from '@nestjs/common';
import { Action, awaitPosition, CurrentActor, MinPosition, RequestReading, UuidParam } from '#http';
import type { Actor } from '#kernel';
import { ProjectionReader } from '#projections';
import type { Reading } from '#security';
import { ledgerFactsProjection } from './ledger-facts.projection.js';
import { ChangesQuery, HorizonQuery, LedgerQuery, SummaryQuery, VerdictsQuery } from './ledger-query.js';
import { LedgerReads } from './ledger.reads.js';

@Controller('ledger')
export class LedgerController {
  constructor(private readonly reads: LedgerReads, private readonly projections: ProjectionReader) {}

  @Get('episodes/:id')
  @Action('ledger:read')
  async episode(@UuidParam('id') id: string, @Query() query: HorizonQuery, @RequestReading() reading: Reading, @MinPosition() position?: bigint) {
    await this.caughtUp(position);
    return this.reads.one('missing-episode', id, query, reading);
  }

  @Get('determinations/:id')
  @Action('ledger:read')
  async determination(@UuidParam('id') id: string, @Query() query: HorizonQuery, @RequestReading() reading: Reading, @MinPosition() position?: bigint) {
    await this.caughtUp(position);
    return this.reads.one('determination', id, query, reading);
  }

  @Get('summary')
  @Action('ledger:list')
  async summary(@Query() query: SummaryQuery, @CurrentActor() actor: Actor, @MinPosition() position?: bigint) {
    await this.caughtUp(position);
    return this.reads.summary(query, actor);
  }

  @Get('verdicts')
  @Action('ledger:list')
  async verdicts(@Query() query: VerdictsQuery, @CurrentActor() actor: Actor, @MinPosition() position?: bigint) {
    await this.caughtUp(position);
    return this.reads.verdicts(query, actor);
  }

  @Get('changes')
  @Action('ledger:list')
  async changes(@Query() query: ChangesQuery, @CurrentActor() actor: Actor, @MinPosition() position?: bigint) {
    await this.caughtUp(position);
    return this.reads.changes(query, actor);
  }

  @Get()
  @Action('ledger:list')
  async list(@Query() query: LedgerQuery, @CurrentActor() actor: Actor, @MinPosition() position?: bigint) {
    await this.caughtUp(position);
    return this.reads.list(query, actor);
  }

  private caughtUp(position?: bigint) {
    return awaitPosition(position, (until, timeout) => this.projections.caughtUp(ledgerFactsProjection.name, until, timeout));
  }
}
