import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { EventStore, type Appended, type Meta } from '#event-store';
import { InstantField } from '#http';
import { instant } from '#kernel';
import { AccessTable, permitted } from '#security';
import { recordNcmecTold } from './domain/ncic-decisions.js';
import { reports } from './domain/report.js';
import { whose } from './whose.js';

export class RecordNcmecToldDto {
  @InstantField() toldAt!: string;
}

export class RecordNcmecTold extends Command<Appended> {
  constructor(readonly reportId: string, readonly data: RecordNcmecToldDto, readonly meta: Meta) {
    super();
  }
}

@CommandHandler(RecordNcmecTold)
export class RecordNcmecToldHandler implements ICommandHandler<RecordNcmecTold> {
  constructor(private readonly store: EventStore, private readonly access: AccessTable) {}

  execute({ reportId, data, meta }: RecordNcmecTold) {
    const decision = recordNcmecTold({ toldAt: instant(data.toldAt) });
    return this.store.decide(reports, reportId, permitted(this.access, meta.actor, 'report:record-ncmec-told', whose, decision), meta);
  }
}
