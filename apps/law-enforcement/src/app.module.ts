import { Module } from '@nestjs/common';
import { RecoveryModule } from './recovery/index.js';
import { ReportModule } from './report/index.js';

@Module({ imports: [ReportModule, RecoveryModule] })
export class AppModule {}
