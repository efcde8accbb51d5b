import { Module } from '@nestjs/common';
import { RulesModule } from '../rules/index.js';
import { ApproveAmendmentHandler } from './approve-amendment.js';
import { DaysOfTheCourt } from './days-of-the-court.js';
import { DraftAmendmentHandler } from './draft-amendment.js';
import { DraftOrderHandler } from './draft-order.js';
import { EndTerms } from './end-terms.js';
import { EnterOrderHandler } from './enter-order.js';
import { FulfillTermHandler } from './fulfill-term.js';
import { OrderController } from './order.controller.js';
import { OrderReads } from './order.reads.js';
import { RedraftOrderHandler } from './redraft-order.js';
import { SignOrderHandler } from './sign-order.js';

@Module({
  imports: [RulesModule],
  controllers: [OrderController],
  providers: [
    OrderReads, DaysOfTheCourt, EndTerms, DraftOrderHandler, RedraftOrderHandler, SignOrderHandler, EnterOrderHandler, DraftAmendmentHandler,
    ApproveAmendmentHandler, FulfillTermHandler,
  ],
})
export class OrderModule {}
