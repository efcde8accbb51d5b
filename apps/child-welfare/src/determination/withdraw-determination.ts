import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { IsIn } from 'class-validator';
import { EventStore, type Appended, type Meta } from '#event-store';
import { AccessTable, permitted } from '#security';
import { determinations, withdrawDetermination, WITHDRAWAL_REASONS } from './domain/determination.js';
import { whose } from './whose.js';

export class WithdrawDeterminationDto {
  @IsIn(WITHDRAWAL_REASONS) reason!: (typeof WITHDRAWAL_REASONS)[number];
}

export class WithdrawDetermination extends Command<Appended> {
  constructor(readonly determinationId: string, readonly data: WithdrawDeterminationDto, readonly meta: Meta) {
    super();
  }
}

@CommandHandler(WithdrawDetermination)
export class WithdrawDeterminationHandler implements ICommandHandler<WithdrawDetermination> {
  constructor(private readonly store: EventStore, private readonly access: AccessTable) {}

  execute({ determinationId, data, meta }: WithdrawDetermination) {
    const decision = permitted(this.access, meta.actor, 'determination:withdraw', whose, withdrawDetermination(data));
    return this.store.decide(determinations, determinationId, decision, meta);
  }
}
