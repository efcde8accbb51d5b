import { Module } from '@nestjs/common';
import { ReportModule } from './report/index.js';

@Module({ imports: [ReportModule] })
export class AppModule {}
