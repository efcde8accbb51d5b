import { Module } from '@nestjs/common';
import { GiveReceiptHandler } from './give-receipt.js';
import { HolderOrderController } from './holder-order.controller.js';
import { HolderOrderReads } from './holder-order.reads.js';
import { IssueToHolders } from './issue-to-holders.js';

@Module({ controllers: [HolderOrderController], providers: [HolderOrderReads, GiveReceiptHandler, IssueToHolders] })
export class HolderOrderModule {}
