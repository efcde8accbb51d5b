import { Module } from '@nestjs/common';
import { RuleBook } from './rule-book.js';

@Module({ providers: [{ provide: RuleBook, useFactory: () => new RuleBook() }], exports: [RuleBook] })
export class RulesModule {}
