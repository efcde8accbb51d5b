import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { IsUUID } from 'class-validator';
import { EventStore, type Appended, type Meta } from '#event-store';
import { Example } from '#http';
import { AccessTable, permitted } from '#security';
import { loadScreening } from '../screening/index.js';
import { missingEpisodes } from './domain/missing-episode.js';
import { screenOnReturn } from './domain/return.js';
import { whose } from './whose.js';

@Example<ScreenOnReturnDto>({ screeningId: '5c1d6e1c-1f0f-4a63-9a0e-8f0b7f6a2d11' })
export class ScreenOnReturnDto {
  @IsUUID() screeningId!: string;
}

/** Links a screening that was recorded to the return it belongs to. */
export class ScreenOnReturn extends Command<Appended> {
  constructor(readonly episodeId: string, readonly data: ScreenOnReturnDto, readonly meta: Meta) {
    super();
  }
}

@CommandHandler(ScreenOnReturn)
export class ScreenOnReturnHandler implements ICommandHandler<ScreenOnReturn> {
  constructor(private readonly store: EventStore, private readonly access: AccessTable) {}

  async execute({ episodeId, data, meta }: ScreenOnReturn) {
    const decision = screenOnReturn(await loadScreening(this.store, data.screeningId));
    return this.store.decide(missingEpisodes, episodeId, permitted(this.access, meta.actor, 'missing-episode:update', whose, decision), meta);
  }
}
