import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ArrayNotEmpty, ArrayUnique, IsArray, IsIn } from 'class-validator';
import { FACTORS, type FactorsDetermined } from '#contracts';
import { EventStore, type Appended, type Meta } from '#event-store';
import { Example, InstantField } from '#http';
import { instant } from '#kernel';
import { AccessTable, permitted } from '#security';
import { missingEpisodes } from './domain/missing-episode.js';
import { determineFactors } from './domain/return.js';
import { whose } from './whose.js';

@Example<DetermineFactorsDto>({ determinedAt: '2026-03-02T09:30:00-05:00', factors: ['placement-conflict', 'peer-influence'] })
export class DetermineFactorsDto {
  @InstantField() determinedAt!: string;
  @IsArray() @ArrayNotEmpty() @ArrayUnique() @IsIn(FACTORS, { each: true, context: { code: 'unknown-factor' } }) factors!: FactorsDetermined['data']['factors'];
}

export class DetermineFactors extends Command<Appended> {
  constructor(readonly episodeId: string, readonly data: DetermineFactorsDto, readonly meta: Meta) {
    super();
  }
}

@CommandHandler(DetermineFactors)
export class DetermineFactorsHandler implements ICommandHandler<DetermineFactors> {
  constructor(private readonly store: EventStore, private readonly access: AccessTable) {}

  execute({ episodeId, data, meta }: DetermineFactors) {
    const decision = determineFactors({ determinedAt: instant(data.determinedAt), factors: data.factors });
    return this.store.decide(missingEpisodes, episodeId, permitted(this.access, meta.actor, 'missing-episode:update', whose, decision), meta);
  }
}
