import { Controller, Get, Query } from '@nestjs/common';
import { Action, CurrentActor, MinPosition } from '#http';
import type { Actor } from '#kernel';
import { AlertReads, DigestQuery } from './alerts.reads.js';
import { DutiesCaughtUp } from './duties-caught-up.js';

@Controller('alerts')
export class AlertController {
  constructor(private readonly reads: AlertReads, private readonly caughtUp: DutiesCaughtUp) {}

  @Get('digest')
  @Action('alert:list')
  async digest(@Query() query: DigestQuery, @CurrentActor() actor: Actor, @MinPosition() position?: bigint) {
    await this.caughtUp.upTo(position);
    return this.reads.digest(query, actor);
  }
}
