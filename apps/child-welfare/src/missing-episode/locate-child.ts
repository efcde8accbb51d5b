import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { IsIn, IsOptional } from 'class-validator';
import { CIRCUMSTANCES, type Circumstance } from '#contracts';
import { EventStore, type Appended, type Meta } from '#event-store';
import { Example, InstantField } from '#http';
import { instant } from '#kernel';
import { AccessTable, permitted } from '#security';
import { missingEpisodes } from './domain/missing-episode.js';
import { locate } from './domain/searching.js';
import { whose } from './whose.js';

@Example<LocateChildDto>({ locatedAt: '2026-03-02T09:15:00-05:00', circumstance: 'with-family', learnedAt: '2026-03-02T09:40:00-05:00' })
export class LocateChildDto {
  @InstantField() locatedAt!: string;
  @IsIn(CIRCUMSTANCES, { context: { code: 'unknown-circumstance' } }) circumstance!: Circumstance;
  /** When the agency learned of it, where that was not at once: a state's clock may start then. Not before `locatedAt`. */
  @IsOptional() @InstantField() learnedAt?: string;
}

export class LocateChild extends Command<Appended> {
  constructor(readonly episodeId: string, readonly data: LocateChildDto, readonly meta: Meta) {
    super();
  }
}

@CommandHandler(LocateChild)
export class LocateChildHandler implements ICommandHandler<LocateChild> {
  constructor(private readonly store: EventStore, private readonly access: AccessTable) {}

  execute({ episodeId, data, meta }: LocateChild) {
    const { locatedAt, circumstance, learnedAt } = data;
    const decision = locate({ locatedAt: instant(locatedAt), circumstance, ...(learnedAt ? { learnedAt: instant(learnedAt) } : {}) });
    return this.store.decide(missingEpisodes, episodeId, permitted(this.access, meta.actor, 'missing-episode:update', whose, decision), meta);
  }
}
