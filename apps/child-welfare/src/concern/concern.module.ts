import { Module } from '@nestjs/common';
import { ConcernController } from './concern.controller.js';
import { ConcernReads } from './concern.reads.js';
import { ReceiveConcernHandler } from './receive-concern.js';

@Module({ controllers: [ConcernController], providers: [ConcernReads, ReceiveConcernHandler] })
export class ConcernModule {}
