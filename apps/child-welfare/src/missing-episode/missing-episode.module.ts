import { Module } from '@nestjs/common';
import { ArrangeServicesHandler } from './arrange-services.js';
import { CloseEpisodeHandler } from './close-episode.js';
import { CorrectEpisodeHandler } from './correct-episode.js';
import { DescribePacketHandler } from './describe-packet.js';
import { DetermineFactorsHandler } from './determine-factors.js';
import { FileMotionHandler } from './file-motion.js';
import { GiveNoticeHandler } from './give-notice.js';
import { HoldCommunicationHandler } from './hold-communication.js';
import { HoldReturnInterviewHandler } from './hold-return-interview.js';
import { LocateChildHandler } from './locate-child.js';
import { LoseWhereaboutsHandler } from './lose-whereabouts.js';
import { MergeController } from './merge.controller.js';
import { MergeEpisodesHandler } from './merge-episodes.js';
import { MissingEpisodeController } from './missing-episode.controller.js';
import { MissingEpisodeReads } from './missing-episode.reads.js';
import { OpenDuties } from './open-duties.reads.js';
import { PacketController } from './packet.controller.js';
import { ReceiveStateReportHandler } from './receive-state-report.js';
import { RecordInErrorHandler } from './record-in-error.js';
import { RecordLocateAttemptHandler } from './record-locate-attempt.js';
import { ReportMissingHandler } from './report-missing.js';
import { RespondToFactorsHandler } from './respond-to-factors.js';
import { RestateEpisodes } from './restate-episodes.js';
import { ReturnChildHandler } from './return-child.js';
import { ReturnController } from './return.controller.js';
import { ScreenOnReturnHandler } from './screen-on-return.js';
import { SearchController } from './search.controller.js';
import { UnmergeEpisodesHandler } from './unmerge-episodes.js';
import { WithholdNoticeHandler } from './withhold-notice.js';

@Module({
  controllers: [MissingEpisodeController, SearchController, PacketController, ReturnController, MergeController],
  providers: [
    MissingEpisodeReads, OpenDuties, RestateEpisodes,
    ReportMissingHandler, LoseWhereaboutsHandler, DescribePacketHandler, CorrectEpisodeHandler, RecordInErrorHandler,
    RecordLocateAttemptHandler, HoldCommunicationHandler, GiveNoticeHandler, WithholdNoticeHandler, FileMotionHandler, LocateChildHandler,
    ReturnChildHandler, HoldReturnInterviewHandler, ScreenOnReturnHandler, DetermineFactorsHandler, RespondToFactorsHandler, ArrangeServicesHandler,
    ReceiveStateReportHandler, CloseEpisodeHandler, MergeEpisodesHandler, UnmergeEpisodesHandler,
  ],
})
export class MissingEpisodeModule {}
