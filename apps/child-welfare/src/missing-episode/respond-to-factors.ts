import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ArrayNotEmpty, ArrayUnique, IsArray, IsIn } from 'class-validator';
import { RESPONSES, type FactorsRespondedTo } from '#contracts';
import { EventStore, type Appended, type Meta } from '#event-store';
import { Example, InstantField } from '#http';
import { instant } from '#kernel';
import { AccessTable, permitted } from '#security';
import { missingEpisodes } from './domain/missing-episode.js';
import { respondToFactors } from './domain/return.js';
import { whose } from './whose.js';

@Example<RespondToFactorsDto>({ respondedAt: '2026-03-02T09:30:00-05:00', placement: 'current', responses: ['placement-changed'] })
export class RespondToFactorsDto {
  @InstantField() respondedAt!: string;
  @IsIn(['current', 'subsequent'], { context: { code: 'unknown-placement' } }) placement!: 'current' | 'subsequent';
  @IsArray() @ArrayNotEmpty() @ArrayUnique() @IsIn(RESPONSES, { each: true, context: { code: 'unknown-response' } })
  responses!: FactorsRespondedTo['data']['responses'];
}

export class RespondToFactors extends Command<Appended> {
  constructor(readonly episodeId: string, readonly data: RespondToFactorsDto, readonly meta: Meta) {
    super();
  }
}

@CommandHandler(RespondToFactors)
export class RespondToFactorsHandler implements ICommandHandler<RespondToFactors> {
  constructor(private readonly store: EventStore, private readonly access: AccessTable) {}

  execute({ episodeId, data, meta }: RespondToFactors) {
    const decision = respondToFactors({ respondedAt: instant(data.respondedAt), placement: data.placement, responses: data.responses });
    return this.store.decide(missingEpisodes, episodeId, permitted(this.access, meta.actor, 'missing-episode:update', whose, decision), meta);
  }
}
