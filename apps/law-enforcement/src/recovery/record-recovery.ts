import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { IsBoolean, IsIn, IsOptional, IsString, IsUUID, Length } from 'class-validator';
import { RELEASED_TO } from '#contracts';
import { EventStore, type Appended, type Meta } from '#event-store';
import { Example, InstantField } from '#http';
import { instant } from '#kernel';
import { AccessTable, permitted } from '#security';
import { KnownSubjects } from '../report/index.js';
import { recordRecovery, recoveries, type Recovered } from './domain/recovery.js';

@Example<RecordRecoveryDto>({
  episodeId: '3b0c7f4e-54d4-4a0c-8c36-0d6f2f6b9c11', recoveredAt: '2026-03-04T02:15:00-05:00', releasedTo: 'hospital', arrested: false,
  immediateNeeds: 'Made-up example: food, sleep',
})
export class RecordRecoveryDto {
  @IsUUID() episodeId!: string;
  @InstantField() recoveredAt!: string;
  @IsIn(RELEASED_TO) releasedTo!: Recovered['releasedTo'];
  /** Whether police arrested the child, who is a victim wherever trafficking is identified or suspected. */
  @IsBoolean() arrested!: boolean;
  @IsOptional() @IsString() @Length(1, 2000) condition?: string;
  @IsOptional() @IsString() @Length(1, 2000) immediateNeeds?: string;
}

export class RecordRecovery extends Command<Appended> {
  constructor(readonly recoveryId: string, readonly data: RecordRecoveryDto, readonly meta: Meta, readonly position?: bigint) {
    super();
  }
}

@CommandHandler(RecordRecovery)
export class RecordRecoveryHandler implements ICommandHandler<RecordRecovery> {
  constructor(private readonly store: EventStore, private readonly access: AccessTable, private readonly subjects: KnownSubjects) {}

  async execute({ recoveryId, data, meta, position }: RecordRecovery) {
    const { recoveredAt, releasedTo, arrested, condition = null, immediateNeeds = null } = data;
    const episode = await this.subjects.get('missing-episode', data.episodeId, position);
    const decision = recordRecovery({
      recoveryId, episode, recovered: { recoveredAt: instant(recoveredAt), releasedTo, arrested }, described: { condition, immediateNeeds },
    });
    return this.store.decide(recoveries, recoveryId, permitted(this.access, meta.actor, 'recovery:record', () => episode, decision), meta);
  }
}
