import { Module } from '@nestjs/common';
import { configuredRules } from './load-rules.js';
import { RuleBook } from './rule-book.js';

@Module({ providers: [{ provide: RuleBook, useFactory: () => new RuleBook(configuredRules(process.env)) }], exports: [RuleBook] })
export class RulesModule {}
