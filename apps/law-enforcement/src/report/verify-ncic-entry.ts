import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { IsBoolean } from 'class-validator';
import { EventStore, type Appended, type Meta } from '#event-store';
import { InstantField } from '#http';
import { instant } from '#kernel';
import { AccessTable, permitted } from '#security';
import { verifyNcicEntry } from './domain/ncic-decisions.js';
import { reports } from './domain/report.js';
import { whose } from './whose.js';

export class VerifyNcicEntryDto {
  @InstantField() verifiedAt!: string;
  /** 34 USC 41308(4)(A): a photo taken within the previous 180 days. */
  @IsBoolean() photoWithin180Days!: boolean;
  @IsBoolean() medicalAndDental!: boolean;
}

export class VerifyNcicEntry extends Command<Appended> {
  constructor(readonly reportId: string, readonly data: VerifyNcicEntryDto, readonly meta: Meta) {
    super();
  }
}

@CommandHandler(VerifyNcicEntry)
export class VerifyNcicEntryHandler implements ICommandHandler<VerifyNcicEntry> {
  constructor(private readonly store: EventStore, private readonly access: AccessTable) {}

  execute({ reportId, data, meta }: VerifyNcicEntry) {
    const decision = verifyNcicEntry({ ...data, verifiedAt: instant(data.verifiedAt) });
    return this.store.decide(reports, reportId, permitted(this.access, meta.actor, 'ncic-entry:verify', whose, decision), meta);
  }
}
