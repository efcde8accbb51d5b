import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, Matches, ValidateNested } from 'class-validator';
import { EventStore, type Appended, type Meta } from '#event-store';
import { Example } from '#http';
import { AccessTable, permitted } from '#security';
import { CourtRecords } from '../records/index.js';
import { draftAmendment } from './domain/amending.js';
import { orders } from './domain/order.js';
import { TermDto, termsOf } from './draft.dto.js';
import { ORDER, whose } from './whose.js';

@Example<DraftAmendmentDto>({ reason: 'circumstances-changed', terms: [{ kind: 'review', agency: 'MO-circuit-5', calendarDays: 30 }] })
export class DraftAmendmentDto {
  /** Why, as a code. */
  @Matches(/^[a-z][a-z0-9-]{1,99}$/) reason!: string;
  /** All terms as they shall be; those that stay keep their `termId`. */
  @IsArray() @ArrayMaxSize(50) @ValidateNested({ each: true }) @Type(() => TermDto) terms!: TermDto[];
}

export class DraftAmendment extends Command<Appended> {
  constructor(readonly orderId: string, readonly data: DraftAmendmentDto, readonly meta: Meta) {
    super();
  }
}

@CommandHandler(DraftAmendment)
export class DraftAmendmentHandler implements ICommandHandler<DraftAmendment> {
  constructor(private readonly store: EventStore, private readonly access: AccessTable, private readonly records: CourtRecords) {}

  async execute({ orderId, data, meta }: DraftAmendment) {
    await this.records.visible(meta.actor, ORDER, orderId);
    const decision = draftAmendment({ reason: data.reason, terms: termsOf(data.terms, meta.commandId) });
    return this.store.decide(orders, orderId, permitted(this.access, meta.actor, 'order:draft', whose, decision), meta);
  }
}
