import { Module } from '@nestjs/common';
import { RulesModule } from '../rules/index.js';
import { LedgerController } from './ledger.controller.js';
import { LedgerReads } from './ledger.reads.js';
import { LedgerVerdicts } from './ledger-verdicts.js';
import { SubjectFacts } from './subject-facts.js';

@Module({ imports: [RulesModule], controllers: [LedgerController], providers: [LedgerReads, LedgerVerdicts, SubjectFacts], exports: [SubjectFacts] })
export class LedgerModule {}
