import { Module } from '@nestjs/common';
import { LedgerModule } from '../ledger/index.js';
import { RulesModule } from '../rules/index.js';
import { AcknowledgeAlertHandler } from './acknowledge-alert.js';
import { AlertController } from './alert.controller.js';
import { AlertReads } from './alerts.reads.js';
import { DutiesCaughtUp } from './duties-caught-up.js';
import { DutyController } from './duty.controller.js';
import { DutyReads } from './duty.reads.js';
import { DutySweep } from './duty-sweep.js';
import { ExtendDutyHandler } from './extend-duty.js';
import { OpenDuties } from './open-duties.process.js';
import { PauseDutyHandler } from './pause-duty.js';
import { ResumeDutyHandler } from './resume-duty.js';
import { SettleDutyHandler } from './settle-duty.js';
import { TellAssessed } from './tell-assessed.process.js';
import { TickDutyHandler } from './tick-duty.js';
import { WaiveDutyHandler } from './waive-duty.js';

@Module({
  imports: [LedgerModule, RulesModule],
  controllers: [DutyController, AlertController],
  providers: [
    DutyReads, AlertReads, DutiesCaughtUp, OpenDuties, TellAssessed, DutySweep, SettleDutyHandler, TickDutyHandler, PauseDutyHandler, ResumeDutyHandler,
    ExtendDutyHandler, WaiveDutyHandler, AcknowledgeAlertHandler,
  ],
})
export class DutyModule {}
