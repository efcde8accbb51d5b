import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { IsIn, IsOptional } from 'class-validator';
import { NCIC_CANCELLATION_REASONS, type NcicCancellationReason } from '#contracts';
import { EventStore, type Appended, type Meta } from '#event-store';
import { InstantField } from '#http';
import { instant } from '#kernel';
import { AccessTable, permitted } from '#security';
import { cancelNcicEntry } from './domain/ncic-decisions.js';
import { reports } from './domain/report.js';
import { KnownSubjects } from './known-subjects.js';
import { whose } from './whose.js';

export class CancelNcicEntryDto {
  @InstantField() cancelledAt!: string;
  /** Left out once child welfare has published that the child is located; else it must be told. */
  @IsOptional() @IsIn(NCIC_CANCELLATION_REASONS) reason?: NcicCancellationReason;
}

export class CancelNcicEntry extends Command<Appended> {
  constructor(readonly reportId: string, readonly data: CancelNcicEntryDto, readonly meta: Meta, readonly position?: bigint) {
    super();
  }
}

@CommandHandler(CancelNcicEntry)
export class CancelNcicEntryHandler implements ICommandHandler<CancelNcicEntry> {
  constructor(private readonly store: EventStore, private readonly access: AccessTable, private readonly subjects: KnownSubjects) {}

  async execute({ reportId, data, meta, position }: CancelNcicEntry) {
    const report = await this.store.load(reports, reportId);
    const locatedAt = await this.subjects.locatedAt(report?.state, position);
    const decision = cancelNcicEntry({ cancelledAt: instant(data.cancelledAt), reason: data.reason ?? null, locatedAt });
    return this.store.decide(reports, reportId, permitted(this.access, meta.actor, 'ncic-entry:cancel', whose, decision), meta);
  }
}
