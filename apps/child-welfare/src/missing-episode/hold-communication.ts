import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { IsIn } from 'class-validator';
import { EventStore, type Appended, type Meta } from '#event-store';
import { Example, InstantField } from '#http';
import { instant } from '#kernel';
import { AccessTable, permitted } from '#security';
import { missingEpisodes } from './domain/missing-episode.js';
import { holdCommunication } from './domain/searching.js';
import { whose } from './whose.js';

@Example<HoldCommunicationDto>({ with: 'ncmec', heldAt: '2026-03-02T09:30:00-05:00' })
export class HoldCommunicationDto {
  @IsIn(['police', 'ncmec'], { context: { code: 'unknown-recipient' } }) with!: 'police' | 'ncmec';
  @InstantField() heldAt!: string;
}

export class HoldCommunication extends Command<Appended> {
  constructor(readonly episodeId: string, readonly data: HoldCommunicationDto, readonly meta: Meta) {
    super();
  }
}

@CommandHandler(HoldCommunication)
export class HoldCommunicationHandler implements ICommandHandler<HoldCommunication> {
  constructor(private readonly store: EventStore, private readonly access: AccessTable) {}

  execute({ episodeId, data, meta }: HoldCommunication) {
    const decision = holdCommunication({ with: data.with, heldAt: instant(data.heldAt) });
    return this.store.decide(missingEpisodes, episodeId, permitted(this.access, meta.actor, 'missing-episode:update', whose, decision), meta);
  }
}
