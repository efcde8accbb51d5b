import { Module } from '@nestjs/common';
import { RulesModule } from '../rules/index.js';
import { ContinueHearingHandler } from './continue-hearing.js';
import { HearingController } from './hearing.controller.js';
import { HearingReads } from './hearing.reads.js';
import { HoldHearingHandler } from './hold-hearing.js';
import { KeepHearingHandler } from './keep-hearing.js';
import { NoticeHearingHandler } from './notice-hearing.js';
import { ProposeVacatingHandler } from './propose-vacating.js';
import { ScheduleHearingHandler } from './schedule-hearing.js';
import { VacateHearingHandler } from './vacate-hearing.js';

@Module({
  imports: [RulesModule],
  controllers: [HearingController],
  providers: [
    HearingReads, ScheduleHearingHandler, NoticeHearingHandler, ContinueHearingHandler, HoldHearingHandler, ProposeVacatingHandler,
    VacateHearingHandler, KeepHearingHandler,
  ],
})
export class HearingModule {}
