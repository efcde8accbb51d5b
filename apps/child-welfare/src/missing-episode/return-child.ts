import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { IsIn } from 'class-validator';
import { CARETAKERS, type ChildReturned } from '#contracts';
import { EventStore, type Appended, type Meta } from '#event-store';
import { Example, InstantField } from '#http';
import { instant } from '#kernel';
import { AccessTable, permitted } from '#security';
import { missingEpisodes } from './domain/missing-episode.js';
import { returnChild } from './domain/return.js';
import { whose } from './whose.js';

@Example<ReturnChildDto>({ returnedAt: '2026-03-02T09:30:00-05:00', to: 'new-placement', caregiverWilling: 'not-asked' })
export class ReturnChildDto {
  @InstantField() returnedAt!: string;
  @IsIn(CARETAKERS, { context: { code: 'unknown-caretaker' } }) to!: ChildReturned['data']['to'];
  @IsIn(['yes', 'no', 'not-asked'], { context: { code: 'unknown-willingness' } }) caregiverWilling!: ChildReturned['data']['caregiverWilling'];
}

export class ReturnChild extends Command<Appended> {
  constructor(readonly episodeId: string, readonly data: ReturnChildDto, readonly meta: Meta) {
    super();
  }
}

@CommandHandler(ReturnChild)
export class ReturnChildHandler implements ICommandHandler<ReturnChild> {
  constructor(private readonly store: EventStore, private readonly access: AccessTable) {}

  execute({ episodeId, data, meta }: ReturnChild) {
    const decision = returnChild({ returnedAt: instant(data.returnedAt), to: data.to, caregiverWilling: data.caregiverWilling });
    return this.store.decide(missingEpisodes, episodeId, permitted(this.access, meta.actor, 'missing-episode:update', whose, decision), meta);
  }
}
