import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { IsIn, IsUUID } from 'class-validator';
import { EventStore, type Appended, type Meta } from '#event-store';
import { Example } from '#http';
import { AccessTable, permitted } from '#security';
import { CASE, loadCase } from '../case/index.js';
import { CourtRecords } from '../records/index.js';
import { draftOrder } from './domain/drafting.js';
import { ORDER_KINDS, orders, type OrderKind } from './domain/order.js';
import { DraftDto, draftOf } from './draft.dto.js';
import { whose } from './whose.js';

@Example<DraftOrderDto>({
  caseId: '3f0c8a52-6c1e-4f7b-8f43-0d0a3b9a7c11', kind: 'disposition', authority: 'RSMo 211.181', findings: 'Made-up example of findings',
  terms: [
    { kind: 'review', agency: 'MO-circuit-5', calendarDays: 90 },
    { kind: 'services', agency: 'US-MO', service: 'housing', dueAt: '2026-03-20T17:00:00-05:00' },
  ],
})
export class DraftOrderDto extends DraftDto {
  @IsUUID() caseId!: string;
  @IsIn(ORDER_KINDS, { context: { code: 'unknown-kind' } }) kind!: OrderKind;
}

export class DraftOrder extends Command<Appended> {
  constructor(readonly orderId: string, readonly data: DraftOrderDto, readonly meta: Meta) {
    super();
  }
}

@CommandHandler(DraftOrder)
export class DraftOrderHandler implements ICommandHandler<DraftOrder> {
  constructor(private readonly store: EventStore, private readonly access: AccessTable, private readonly records: CourtRecords) {}

  async execute({ orderId, data, meta }: DraftOrder) {
    await this.records.visible(meta.actor, CASE, data.caseId);
    const { caseId, youthId, court, county } = await loadCase(this.store, data.caseId);
    this.access.check(meta.actor, 'order:draft', { agency: court, county });
    const decision = draftOrder({ orderId, caseId, youthId, court, county }, data.kind, draftOf(data, orderId, meta.commandId));
    return this.store.decide(orders, orderId, permitted(this.access, meta.actor, 'order:draft', whose, decision), meta);
  }
}
