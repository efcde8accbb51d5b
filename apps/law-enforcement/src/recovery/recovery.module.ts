import { Module } from '@nestjs/common';
import { ReportModule } from '../report/index.js';
import { RecordRecoveryHandler } from './record-recovery.js';
import { RecoveryController } from './recovery.controller.js';

@Module({ imports: [ReportModule], controllers: [RecoveryController], providers: [RecordRecoveryHandler] })
export class RecoveryModule {}
