import { Module } from '@nestjs/common';
import { LedgerModule } from '../ledger/index.js';
import { RulesModule } from '../rules/index.js';
import { DutyController } from './duty.controller.js';
import { DutyReads } from './duty.reads.js';
import { DutySweep } from './duty-sweep.js';
import { OpenDuties } from './open-duties.process.js';
import { SettleDutyHandler } from './settle-duty.js';
import { TickDutyHandler } from './tick-duty.js';

@Module({
  imports: [LedgerModule, RulesModule],
  controllers: [DutyController],
  providers: [DutyReads, OpenDuties, DutySweep, SettleDutyHandler, TickDutyHandler],
})
export class DutyModule {}
