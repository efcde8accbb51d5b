import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { IsIn } from 'class-validator';
import { COVERAGE, type Coverage } from '#contracts';
import { EventStore, type Appended, type Meta } from '#event-store';
import { InstantField } from '#http';
import { instant } from '#kernel';
import { AccessTable, permitted } from '#security';
import { changeCoverage } from './domain/decisions.js';
import { youths } from './domain/youth.js';
import { whose } from './whose.js';

export class ChangeCoverageDto {
  @IsIn(COVERAGE) coverage!: Coverage;
  @InstantField() from!: string;
}

export class ChangeCoverage extends Command<Appended> {
  constructor(readonly youthId: string, readonly data: ChangeCoverageDto, readonly meta: Meta) {
    super();
  }
}

@CommandHandler(ChangeCoverage)
export class ChangeCoverageHandler implements ICommandHandler<ChangeCoverage> {
  constructor(private readonly store: EventStore, private readonly access: AccessTable) {}

  execute({ youthId, data, meta }: ChangeCoverage) {
    const decision = changeCoverage({ coverage: data.coverage, from: instant(data.from) });
    return this.store.decide(youths, youthId, permitted(this.access, meta.actor, 'youth:update', whose, decision), meta);
  }
}
