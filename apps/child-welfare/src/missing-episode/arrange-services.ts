import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ArrayNotEmpty, ArrayUnique, IsArray, IsIn } from 'class-validator';
import { RETURN_SERVICES, type ServicesArranged } from '#contracts';
import { EventStore, type Appended, type Meta } from '#event-store';
import { Example, InstantField } from '#http';
import { instant } from '#kernel';
import { AccessTable, permitted } from '#security';
import { missingEpisodes } from './domain/missing-episode.js';
import { arrangeServices } from './domain/return.js';
import { whose } from './whose.js';

@Example<ArrangeServicesDto>({ arrangedAt: '2026-03-02T09:30:00-05:00', services: ['medical', 'advocate'] })
export class ArrangeServicesDto {
  @InstantField() arrangedAt!: string;
  @IsArray() @ArrayNotEmpty() @ArrayUnique() @IsIn(RETURN_SERVICES, { each: true, context: { code: 'unknown-service' } })
  services!: ServicesArranged['data']['services'];
}

export class ArrangeServices extends Command<Appended> {
  constructor(readonly episodeId: string, readonly data: ArrangeServicesDto, readonly meta: Meta) {
    super();
  }
}

@CommandHandler(ArrangeServices)
export class ArrangeServicesHandler implements ICommandHandler<ArrangeServices> {
  constructor(private readonly store: EventStore, private readonly access: AccessTable) {}

  execute({ episodeId, data, meta }: ArrangeServices) {
    const decision = arrangeServices({ arrangedAt: instant(data.arrangedAt), services: data.services });
    return this.store.decide(missingEpisodes, episodeId, permitted(this.access, meta.actor, 'missing-episode:update', whose, decision), meta);
  }
}
