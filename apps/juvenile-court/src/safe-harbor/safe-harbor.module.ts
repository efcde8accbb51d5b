import { Module } from '@nestjs/common';
import { RulesModule } from '../rules/index.js';
import { CheckReads } from './check.reads.js';
import { DecideCheckHandler } from './decide-check.js';
import { OpenSafeHarborChecks } from './open-checks.js';
import { PlaceChecks } from './place-checks.js';
import { configuredProvisions, ProvisionBook } from './provision-book.js';
import { SafeHarborController } from './safe-harbor.controller.js';

@Module({
  imports: [RulesModule],
  controllers: [SafeHarborController],
  providers: [
    CheckReads, DecideCheckHandler, OpenSafeHarborChecks, PlaceChecks, { provide: ProvisionBook, useFactory: () => configuredProvisions(process.env) },
  ],
})
export class SafeHarborModule {}
