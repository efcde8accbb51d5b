import { Module } from '@nestjs/common';
import { DutyModule } from './duty/duty.module.js';
import { LedgerModule } from './ledger/index.js';

@Module({ imports: [DutyModule, LedgerModule] })
export class AppModule {}
