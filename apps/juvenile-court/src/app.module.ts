import { Module } from '@nestjs/common';
import { AbsenceReviewModule } from './absence-review/index.js';
import { CaseModule } from './case/index.js';
import { ClerksDayModule } from './clerks-day/index.js';
import { FilingModule } from './filing/index.js';
import { HearingModule } from './hearing/index.js';
import { HolderOrderModule } from './holder-order/index.js';
import { OrderModule } from './order/index.js';
import { RecordsModule } from './records/index.js';
import { SafeHarborModule } from './safe-harbor/index.js';
import { SealingModule } from './sealing/index.js';

@Module({
  imports: [
    RecordsModule, CaseModule, FilingModule, SealingModule, OrderModule, HolderOrderModule, SafeHarborModule, HearingModule,
    AbsenceReviewModule, ClerksDayModule,
  ],
})
export class AppModule {}
