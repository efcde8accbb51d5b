import { Module } from '@nestjs/common';
import { DeterminationController } from './determination.controller.js';
import { DeterminationReads } from './determination.reads.js';
import { MakeDeterminationHandler } from './make-determination.js';
import { WithdrawDeterminationHandler } from './withdraw-determination.js';

@Module({ controllers: [DeterminationController], providers: [DeterminationReads, MakeDeterminationHandler, WithdrawDeterminationHandler] })
export class DeterminationModule {}
