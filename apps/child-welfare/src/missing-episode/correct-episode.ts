import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { IsIn, IsNotEmpty, IsOptional, IsString, MaxLength } from 'class-validator';
import { MISSING_CATEGORIES, US_STATES, type MissingCategory, type UsState } from '#contracts';
import { EventStore, type Appended, type Meta } from '#event-store';
import { Example, InstantField } from '#http';
import { instant } from '#kernel';
import { AccessTable, permitted } from '#security';
import { basisOfYouth } from '../youth/index.js';
import { correct, CORRECTABLE, type Correction } from './domain/correcting.js';
import { missingEpisodes, overAt } from './domain/missing-episode.js';
import { loadEpisode } from './load-episode.js';
import { whose } from './whose.js';

@Example<CorrectEpisodeDto>({ cause: 'learned-at', learnedAt: '2026-03-01T16:10:00-05:00' })
export class CorrectEpisodeDto {
  /** Which fact proved wrong. Age and coverage are put right in the youth's record and reach the episode by themselves. */
  @IsIn(CORRECTABLE, { context: { code: 'unknown-cause' } }) cause!: Correction['cause'];
  @IsOptional() @InstantField() learnedAt?: string;
  @IsOptional() @IsIn(MISSING_CATEGORIES, { context: { code: 'unknown-category' } }) category?: MissingCategory;
  @IsOptional() @IsString() @IsNotEmpty() @MaxLength(200) agency?: string;
  @IsOptional() @IsIn(US_STATES, { context: { code: 'unknown-state' } }) state?: UsState;
  @IsOptional() @IsString() @IsNotEmpty() @MaxLength(200) county?: string;
}

export class CorrectEpisode extends Command<Appended> {
  constructor(readonly episodeId: string, readonly data: CorrectEpisodeDto, readonly meta: Meta) {
    super();
  }
}

@CommandHandler(CorrectEpisode)
export class CorrectEpisodeHandler implements ICommandHandler<CorrectEpisode> {
  constructor(private readonly store: EventStore, private readonly access: AccessTable) {}

  async execute({ episodeId, data: { learnedAt, ...data }, meta }: CorrectEpisode) {
    const episode = await loadEpisode(this.store, episodeId);
    const at = learnedAt ? instant(learnedAt) : episode.learnedAt;
    const decision = correct({ ...data, ...(learnedAt ? { learnedAt: at } : {}) }, await basisOfYouth(this.store, episode.youthId, at, overAt(episode)));
    return this.store.decide(missingEpisodes, episodeId, permitted(this.access, meta.actor, 'missing-episode:correct', whose, decision), meta);
  }
}
