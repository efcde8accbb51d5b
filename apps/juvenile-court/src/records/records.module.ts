import { Global, Module } from '@nestjs/common';
import { APP_INTERCEPTOR } from '@nestjs/core';
import { ChangesForCourt } from './changes-for-court.js';
import { CourtRecords } from './court-records.js';

@Global()
@Module({ providers: [CourtRecords, { provide: APP_INTERCEPTOR, useClass: ChangesForCourt }], exports: [CourtRecords] })
export class RecordsModule {}
