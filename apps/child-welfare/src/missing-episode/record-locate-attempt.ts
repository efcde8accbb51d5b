import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { IsIn, IsOptional, IsString, MaxLength } from 'class-validator';
import { EventStore, type Appended, type Meta } from '#event-store';
import { InstantField } from '#http';
import { instant, personal } from '#kernel';
import { AccessTable, permitted } from '#security';
import { ATTEMPT_RESULTS, CONTACTED, type LocateAttempt } from './domain/course.js';
import { missingEpisodes } from './domain/missing-episode.js';
import { recordLocateAttempt } from './domain/searching.js';
import { whose } from './whose.js';

export class RecordLocateAttemptDto {
  @InstantField() madeAt!: string;
  @IsIn(CONTACTED, { context: { code: 'unknown-contact' } }) contacted!: LocateAttempt['contacted'];
  @IsIn(ATTEMPT_RESULTS, { context: { code: 'unknown-result' } }) result!: LocateAttempt['result'];
  @IsOptional() @IsString() @MaxLength(2000) note?: string;
}

export class RecordLocateAttempt extends Command<Appended> {
  constructor(readonly episodeId: string, readonly data: RecordLocateAttemptDto, readonly meta: Meta) {
    super();
  }
}

@CommandHandler(RecordLocateAttempt)
export class RecordLocateAttemptHandler implements ICommandHandler<RecordLocateAttempt> {
  constructor(private readonly store: EventStore, private readonly access: AccessTable) {}

  execute({ episodeId, data, meta }: RecordLocateAttempt) {
    const decision = recordLocateAttempt({
      attemptId: meta.commandId,
      madeAt: instant(data.madeAt),
      contacted: data.contacted,
      result: data.result,
      ...(data.note ? { note: personal(data.note) } : {}),
    });
    return this.store.decide(missingEpisodes, episodeId, permitted(this.access, meta.actor, 'missing-episode:update', whose, decision), meta);
  }
}
