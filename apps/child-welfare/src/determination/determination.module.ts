import { Module } from '@nestjs/common';
import { CorrectDeterminationHandler } from './correct-determination.js';
import { DeterminationController } from './determination.controller.js';
import { DeterminationReads } from './determination.reads.js';
import { MakeDeterminationHandler } from './make-determination.js';
import { NotifyHhsHandler } from './notify-hhs.js';
import { RestateDeterminations } from './restate-determinations.js';
import { WithdrawDeterminationHandler } from './withdraw-determination.js';

@Module({
  controllers: [DeterminationController],
  providers: [
    DeterminationReads, RestateDeterminations, MakeDeterminationHandler, CorrectDeterminationHandler, NotifyHhsHandler, WithdrawDeterminationHandler,
  ],
})
export class DeterminationModule {}
