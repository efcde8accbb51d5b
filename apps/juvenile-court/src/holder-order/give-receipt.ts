import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { IsIn, IsOptional, IsString, MaxLength, MinLength } from 'class-validator';
import { HOLDER_ANSWERS, type HolderAnswer } from '#contracts';
import { EventStore, type Appended, type Meta } from '#event-store';
import { Example, InstantField } from '#http';
import { instant } from '#kernel';
import { AccessTable, permitted } from '#security';
import { giveReceipt, holderOrders } from './domain/holder-order.js';
import { HolderOrderReads } from './holder-order.reads.js';
import { whoseTo } from './whose.js';

@Example<GiveReceiptDto>({ answer: 'done', answeredAt: '2026-03-09T16:00:00-05:00' })
export class GiveReceiptDto {
  @IsIn(HOLDER_ANSWERS, { context: { code: 'unknown-answer' } }) answer!: HolderAnswer;
  /** Of `retained-by-law`: the law that makes the holder keep a copy. */
  @IsOptional() @IsString() @MinLength(1) @MaxLength(200) law?: string;
  @InstantField() answeredAt!: string;
}

export class GiveReceipt extends Command<Appended> {
  constructor(readonly holderOrderId: string, readonly data: GiveReceiptDto, readonly meta: Meta) {
    super();
  }
}

@CommandHandler(GiveReceipt)
export class GiveReceiptHandler implements ICommandHandler<GiveReceipt> {
  constructor(private readonly store: EventStore, private readonly access: AccessTable, private readonly reads: HolderOrderReads) {}

  async execute({ holderOrderId, data, meta }: GiveReceipt) {
    await this.reads.visible(holderOrderId, meta.actor);
    const decision = giveReceipt({ answer: data.answer, law: data.law ?? null, answeredAt: instant(data.answeredAt) });
    return this.store.decide(holderOrders, holderOrderId, permitted(this.access, meta.actor, 'holder-order:answer', whoseTo(meta.actor), decision), meta);
  }
}
