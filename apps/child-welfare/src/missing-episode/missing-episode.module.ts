import { Module } from '@nestjs/common';
import { LocateChildHandler } from './locate-child.js';
import { LoseWhereaboutsHandler } from './lose-whereabouts.js';
import { MissingEpisodeController } from './missing-episode.controller.js';
import { MissingEpisodeReads } from './missing-episode.reads.js';
import { RecordInErrorHandler } from './record-in-error.js';
import { RecordLocateAttemptHandler } from './record-locate-attempt.js';
import { ReportMissingHandler } from './report-missing.js';

@Module({
  controllers: [MissingEpisodeController],
  providers: [
    MissingEpisodeReads, ReportMissingHandler, LoseWhereaboutsHandler, RecordLocateAttemptHandler, LocateChildHandler, RecordInErrorHandler,
  ],
})
export class MissingEpisodeModule {}
