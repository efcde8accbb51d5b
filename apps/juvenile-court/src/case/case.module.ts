import { Module } from '@nestjs/common';
import { AddPartyHandler } from './add-party.js';
import { AmendCaseHandler } from './amend-case.js';
import { BeginRepresentationHandler } from './begin-representation.js';
import { CaseController } from './case.controller.js';
import { CaseReads } from './case.reads.js';
import { DescribePartyHandler } from './describe-party.js';
import { DocketIndex } from './docket-index.js';
import { EndRepresentationHandler } from './end-representation.js';
import { PartyController } from './party.controller.js';
import { PermitTellingHandler } from './permit-telling.js';
import { ProveServiceHandler } from './prove-service.js';
import { WithholdTellingHandler } from './withhold-telling.js';

@Module({
  controllers: [CaseController, PartyController],
  providers: [
    CaseReads, DocketIndex, AmendCaseHandler, AddPartyHandler, DescribePartyHandler, WithholdTellingHandler, PermitTellingHandler, BeginRepresentationHandler,
    EndRepresentationHandler, ProveServiceHandler,
  ],
  exports: [DocketIndex],
})
export class CaseModule {}
