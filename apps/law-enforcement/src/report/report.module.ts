import { Module } from '@nestjs/common';
import { AcknowledgeReportHandler } from './acknowledge-report.js';
import { BounceReportHandler } from './bounce-report.js';
import { CancelNcicEntryHandler } from './cancel-ncic-entry.js';
import { CorrectReportHandler } from './correct-report.js';
import { DraftReportHandler } from './draft-report.js';
import { EnterInNcicHandler } from './enter-in-ncic.js';
import { EscalateRefusalHandler } from './escalate-refusal.js';
import { KnownSubjects } from './known-subjects.js';
import { MakeReportHandler } from './make-report.js';
import { PacketController } from './packet.controller.js';
import { PacketReads } from './packet.reads.js';
import { PoliceWorkController } from './police-work.controller.js';
import { RecordNcmecToldHandler } from './record-ncmec-told.js';
import { RefuseReportHandler } from './refuse-report.js';
import { ReportHandovers } from './report-handovers.process.js';
import { ReportController } from './report.controller.js';
import { ReportReads } from './report.reads.js';
import { StateReports } from './state-reports.process.js';
import { SupplementReportHandler } from './supplement-report.js';
import { VerifyNcicEntryHandler } from './verify-ncic-entry.js';

@Module({
  controllers: [ReportController, PoliceWorkController, PacketController],
  providers: [
    KnownSubjects, StateReports, ReportHandovers, ReportReads, PacketReads,
    DraftReportHandler, MakeReportHandler, AcknowledgeReportHandler, RefuseReportHandler, BounceReportHandler,
    SupplementReportHandler, CorrectReportHandler, EnterInNcicHandler, VerifyNcicEntryHandler, CancelNcicEntryHandler, RecordNcmecToldHandler,
    EscalateRefusalHandler,
  ],
  exports: [KnownSubjects],
})
export class ReportModule {}
