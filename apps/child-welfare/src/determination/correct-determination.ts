import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { IsIn, IsNotEmpty, IsOptional, IsString, MaxLength } from 'class-validator';
import { US_STATES, type UsState } from '#contracts';
import { EventStore, type Appended, type Meta } from '#event-store';
import { Example, InstantField } from '#http';
import { instant } from '#kernel';
import { AccessTable, permitted } from '#security';
import { basisOfYouth } from '../youth/index.js';
import { CORRECTABLE, correctDetermination, type Correction } from './domain/correcting.js';
import { determinations, known } from './domain/determination.js';
import { whose } from './whose.js';

@Example<CorrectDeterminationDto>({ cause: 'learned-at', receivedAt: '2026-03-02T13:20:00-05:00' })
export class CorrectDeterminationDto {
  /** Which fact proved wrong. Age and coverage are put right in the youth's record and reach the determination by themselves. */
  @IsIn(CORRECTABLE, { context: { code: 'unknown-cause' } }) cause!: Correction['cause'];
  @IsOptional() @InstantField() receivedAt?: string;
  @IsOptional() @IsString() @IsNotEmpty() @MaxLength(200) agency?: string;
  @IsOptional() @IsIn(US_STATES, { context: { code: 'unknown-state' } }) state?: UsState;
  @IsOptional() @IsString() @IsNotEmpty() @MaxLength(200) county?: string;
}

export class CorrectDetermination extends Command<Appended> {
  constructor(readonly determinationId: string, readonly data: CorrectDeterminationDto, readonly meta: Meta) {
    super();
  }
}

@CommandHandler(CorrectDetermination)
export class CorrectDeterminationHandler implements ICommandHandler<CorrectDetermination> {
  constructor(private readonly store: EventStore, private readonly access: AccessTable) {}

  async execute({ determinationId, data: { receivedAt, ...data }, meta }: CorrectDetermination) {
    const { made } = known((await this.store.load(determinations, determinationId))?.state ?? determinations.initial);
    const at = receivedAt ? instant(receivedAt) : made.receivedAt;
    const youth = await basisOfYouth(this.store, made.youthId, at);
    const decision = correctDetermination({ ...data, ...(receivedAt ? { receivedAt: at } : {}) }, youth);
    return this.store.decide(determinations, determinationId, permitted(this.access, meta.actor, 'determination:correct', whose, decision), meta);
  }
}
