import { Module } from '@nestjs/common';
import { YouthModule } from '../youth/index.js';
import { Children } from './children.js';
import { PartnerExchange } from './partner-exchange.js';

@Module({ imports: [YouthModule], providers: [Children, PartnerExchange] })
export class PartnerExchangeModule {}
