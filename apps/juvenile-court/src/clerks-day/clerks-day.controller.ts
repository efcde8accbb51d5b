import { Controller, Get, Query } from '@nestjs/common';
import { Action, MinPosition, RequestReading } from '#http';
import type { Reading } from '#security';
import { CourtRecords } from '../records/index.js';
import { ClerksDayQuery, ClerksDayReads } from './clerks-day.reads.js';

@Controller('clerks-day')
export class ClerksDayController {
  constructor(private readonly reads: ClerksDayReads, private readonly records: CourtRecords) {}

  @Get()
  @Action('clerks-day:read')
  async day(@Query() query: ClerksDayQuery, @RequestReading() reading: Reading, @MinPosition() position?: bigint) {
    await this.records.caughtUp(position);
    return this.reads.of(query, reading);
  }
}
