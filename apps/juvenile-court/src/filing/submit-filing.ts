import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { IsOptional } from 'class-validator';
import { EventStore, type Appended, type Meta } from '#event-store';
import { Example, InstantField } from '#http';
import { instant } from '#kernel';
import { AccessTable, permitted } from '#security';
import { CourtRecords } from '../records/index.js';
import { filings } from './domain/filing.js';
import { submit } from './domain/preparing.js';
import { FILING, whose } from './whose.js';

@Example<SubmitFilingDto>({ receivedAt: '2026-03-02T08:40:00-06:00' })
export class SubmitFilingDto {
  /** When the court received it, for paper that its clerk enters later; left out, now. */
  @IsOptional() @InstantField() receivedAt?: string;
}

export class SubmitFiling extends Command<Appended> {
  constructor(readonly filingId: string, readonly data: SubmitFilingDto, readonly meta: Meta) {
    super();
  }
}

@CommandHandler(SubmitFiling)
export class SubmitFilingHandler implements ICommandHandler<SubmitFiling> {
  constructor(private readonly store: EventStore, private readonly access: AccessTable, private readonly records: CourtRecords) {}

  async execute({ filingId, data: { receivedAt }, meta }: SubmitFiling) {
    await this.records.visible(meta.actor, FILING, filingId);
    const decision = submit(meta.actor.subject, receivedAt ? instant(receivedAt) : undefined);
    const action = receivedAt ? 'filing:enter-paper' : 'filing:prepare';
    return this.store.decide(filings, filingId, permitted(this.access, meta.actor, action, whose, decision), meta);
  }
}
