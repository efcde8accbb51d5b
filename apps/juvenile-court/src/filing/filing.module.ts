import { Module } from '@nestjs/common';
import { CaseModule } from '../case/index.js';
import { AcceptFilingHandler } from './accept-filing.js';
import { BeginReviewHandler } from './begin-review.js';
import { CancelFilingHandler } from './cancel-filing.js';
import { DocketFilingHandler } from './docket-filing.js';
import { DocketedCases } from './docketed-cases.js';
import { DraftFilingHandler } from './draft-filing.js';
import { FilingPlaces } from './filing-places.js';
import { FilingController } from './filing.controller.js';
import { FilingReads } from './filing.reads.js';
import { RejectFilingHandler } from './reject-filing.js';
import { ReturnFilingHandler } from './return-filing.js';
import { ReviewController } from './review.controller.js';
import { ReviseFilingHandler } from './revise-filing.js';
import { SubmitFilingHandler } from './submit-filing.js';

@Module({
  imports: [CaseModule],
  controllers: [FilingController, ReviewController],
  providers: [
    FilingReads, FilingPlaces, DocketedCases, DraftFilingHandler, ReviseFilingHandler, SubmitFilingHandler, CancelFilingHandler, BeginReviewHandler,
    AcceptFilingHandler, RejectFilingHandler, ReturnFilingHandler, DocketFilingHandler,
  ],
})
export class FilingModule {}
