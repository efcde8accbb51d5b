import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { EventStore, type Appended, type Meta } from '#event-store';
import { AccessTable, permitted } from '#security';
import { CourtRecords } from '../records/index.js';
import { filings } from './domain/filing.js';
import { accept } from './domain/reviewing.js';
import { FILING, whose } from './whose.js';

export class AcceptFiling extends Command<Appended> {
  constructor(readonly filingId: string, readonly meta: Meta) {
    super();
  }
}

@CommandHandler(AcceptFiling)
export class AcceptFilingHandler implements ICommandHandler<AcceptFiling> {
  constructor(private readonly store: EventStore, private readonly access: AccessTable, private readonly records: CourtRecords) {}

  async execute({ filingId, meta }: AcceptFiling) {
    await this.records.visible(meta.actor, FILING, filingId);
    return this.store.decide(filings, filingId, permitted(this.access, meta.actor, 'filing:review', whose, accept), meta);
  }
}
