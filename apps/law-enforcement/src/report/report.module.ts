import { Module } from '@nestjs/common';
import { AcknowledgeReportHandler } from './acknowledge-report.js';
import { BounceReportHandler } from './bounce-report.js';
import { CorrectReportHandler } from './correct-report.js';
import { DraftReportHandler } from './draft-report.js';
import { KnownSubjects } from './known-subjects.js';
import { MakeReportHandler } from './make-report.js';
import { RefuseReportHandler } from './refuse-report.js';
import { ReportController } from './report.controller.js';
import { ReportReads } from './report.reads.js';
import { SupplementReportHandler } from './supplement-report.js';

@Module({
  controllers: [ReportController],
  providers: [
    KnownSubjects, ReportReads, DraftReportHandler, MakeReportHandler, AcknowledgeReportHandler, RefuseReportHandler, BounceReportHandler,
    SupplementReportHandler, CorrectReportHandler,
  ],
})
export class ReportModule {}
