import { Module } from '@nestjs/common';
import { LiftSealHandler } from './lift-seal.js';
import { PlaceSealHandler } from './place-seal.js';
import { SealingController } from './sealing.controller.js';
import { SealingReads } from './sealing.reads.js';

@Module({ controllers: [SealingController], providers: [SealingReads, PlaceSealHandler, LiftSealHandler] })
export class SealingModule {}
