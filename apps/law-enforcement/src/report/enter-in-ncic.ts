import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { IsIn, IsOptional, Matches } from 'class-validator';
import { NCIC_CATEGORIES, type NcicCategory } from '#contracts';
import { EventStore, type Appended, type Meta } from '#event-store';
import { Example, InstantField } from '#http';
import { instant } from '#kernel';
import { AccessTable, permitted } from '#security';
import { enterInNcic, type Entry } from './domain/ncic-decisions.js';
import { reports } from './domain/report.js';
import { whose } from './whose.js';

@Example<EnterInNcicDto>({ enteredAt: '2026-03-01T19:40:00-05:00', category: 'EME', nicNumber: 'M000000000' })
export class EnterInNcicDto {
  /** When police entered the child; left out where they did not tell: it may follow. */
  @IsOptional() @InstantField() enteredAt?: string;
  @IsIn(NCIC_CATEGORIES) category!: NcicCategory;
  /** A reference only: no text of the record goes in here. */
  @IsOptional() @Matches(/^[A-Za-z0-9-]{1,32}$/, { context: { code: 'malformed-nic-number' } }) nicNumber?: string;
}

const toldOf = ({ enteredAt, category, nicNumber }: EnterInNcicDto): Entry =>
  ({ enteredAt: enteredAt ? instant(enteredAt) : null, category, nicNumber: nicNumber ?? null });

export class EnterInNcic extends Command<Appended> {
  constructor(readonly reportId: string, readonly data: EnterInNcicDto, readonly meta: Meta) {
    super();
  }
}

@CommandHandler(EnterInNcic)
export class EnterInNcicHandler implements ICommandHandler<EnterInNcic> {
  constructor(private readonly store: EventStore, private readonly access: AccessTable) {}

  execute({ reportId, data, meta }: EnterInNcic) {
    const decision = enterInNcic(toldOf(data));
    return this.store.decide(reports, reportId, permitted(this.access, meta.actor, 'ncic-entry:record', whose, decision), meta);
  }
}
