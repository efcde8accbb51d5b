import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { EventStore, type Appended, type Meta } from '#event-store';
import { InstantField } from '#http';
import { instant } from '#kernel';
import { AccessTable, permitted } from '#security';
import { missingEpisodes } from './domain/missing-episode.js';
import { loseWhereabouts } from './domain/reporting.js';
import { whose } from './whose.js';

export class LoseWhereaboutsDto {
  @InstantField() learnedAt!: string;
}

export class LoseWhereabouts extends Command<Appended> {
  constructor(readonly episodeId: string, readonly data: LoseWhereaboutsDto, readonly meta: Meta) {
    super();
  }
}

@CommandHandler(LoseWhereabouts)
export class LoseWhereaboutsHandler implements ICommandHandler<LoseWhereabouts> {
  constructor(private readonly store: EventStore, private readonly access: AccessTable) {}

  execute({ episodeId, data, meta }: LoseWhereabouts) {
    const decision = loseWhereabouts({ learnedAt: instant(data.learnedAt) });
    return this.store.decide(missingEpisodes, episodeId, permitted(this.access, meta.actor, 'missing-episode:update', whose, decision), meta);
  }
}
