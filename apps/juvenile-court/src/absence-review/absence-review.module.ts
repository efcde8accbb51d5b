import { Module } from '@nestjs/common';
import { RulesModule } from '../rules/index.js';
import { AbsenceReviewController } from './absence-review.controller.js';
import { AbsenceReviewReads } from './absence-review.reads.js';
import { FollowChild } from './follow-child.js';
import { FollowCourt } from './follow-court.js';
import { PlaceReviews } from './place-reviews.js';
import { ReviewAbsences } from './review-absences.js';
import { Reviews } from './reviews.js';
import { SetAbsenceHearingHandler } from './set-absence-hearing.js';
import { SignNoticeHandler } from './sign-notice.js';

@Module({
  imports: [RulesModule],
  controllers: [AbsenceReviewController],
  providers: [AbsenceReviewReads, Reviews, FollowChild, FollowCourt, PlaceReviews, ReviewAbsences, SetAbsenceHearingHandler, SignNoticeHandler],
})
export class AbsenceReviewModule {}
