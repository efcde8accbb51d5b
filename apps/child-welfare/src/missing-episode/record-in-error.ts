import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { IsIn } from 'class-validator';
import { EPISODE_ERRORS, type EpisodeError } from '#contracts';
import { EventStore, type Appended, type Meta } from '#event-store';
import { AccessTable, permitted } from '#security';
import { missingEpisodes } from './domain/missing-episode.js';
import { recordInError } from './domain/reporting.js';
import { whose } from './whose.js';

export class RecordInErrorDto {
  @IsIn(EPISODE_ERRORS, { context: { code: 'unknown-reason' } }) reason!: EpisodeError;
}

export class RecordInError extends Command<Appended> {
  constructor(readonly episodeId: string, readonly data: RecordInErrorDto, readonly meta: Meta) {
    super();
  }
}

@CommandHandler(RecordInError)
export class RecordInErrorHandler implements ICommandHandler<RecordInError> {
  constructor(private readonly store: EventStore, private readonly access: AccessTable) {}

  execute({ episodeId, data, meta }: RecordInError) {
    const decision = recordInError({ reason: data.reason });
    return this.store.decide(missingEpisodes, episodeId, permitted(this.access, meta.actor, 'missing-episode:withdraw', whose, decision), meta);
  }
}
