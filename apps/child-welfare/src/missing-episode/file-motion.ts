import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { IsIn } from 'class-validator';
import { MOTIONS, type MotionFiled } from '#contracts';
import { EventStore, type Appended, type Meta } from '#event-store';
import { Example, InstantField } from '#http';
import { instant } from '#kernel';
import { AccessTable, permitted } from '#security';
import { missingEpisodes } from './domain/missing-episode.js';
import { fileMotion } from './domain/searching.js';
import { whose } from './whose.js';

@Example<FileMotionDto>({ motion: 'pick-up-order', filedAt: '2026-03-02T09:30:00-05:00' })
export class FileMotionDto {
  @IsIn(MOTIONS, { context: { code: 'unknown-motion' } }) motion!: MotionFiled['data']['motion'];
  @InstantField() filedAt!: string;
}

export class FileMotion extends Command<Appended> {
  constructor(readonly episodeId: string, readonly data: FileMotionDto, readonly meta: Meta) {
    super();
  }
}

@CommandHandler(FileMotion)
export class FileMotionHandler implements ICommandHandler<FileMotion> {
  constructor(private readonly store: EventStore, private readonly access: AccessTable) {}

  execute({ episodeId, data, meta }: FileMotion) {
    const decision = fileMotion({ motion: data.motion, filedAt: instant(data.filedAt) });
    return this.store.decide(missingEpisodes, episodeId, permitted(this.access, meta.actor, 'missing-episode:update', whose, decision), meta);
  }
}
