import { Module } from '@nestjs/common';
import { RulesModule } from '../rules/index.js';
import { ClerksDayController } from './clerks-day.controller.js';
import { ClerksDayReads } from './clerks-day.reads.js';

@Module({ imports: [RulesModule], controllers: [ClerksDayController], providers: [ClerksDayReads] })
export class ClerksDayModule {}
