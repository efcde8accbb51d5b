import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { IsIn, IsObject, IsOptional } from 'class-validator';
import { INTERVIEW_OUTCOMES, type ReturnInterviewHeld } from '#contracts';
import { EventStore, type Appended, type Meta } from '#event-store';
import { Example, InstantField } from '#http';
import { instant } from '#kernel';
import { AccessTable, permitted } from '#security';
import { missingEpisodes, type InterviewAnswers } from './domain/missing-episode.js';
import { holdReturnInterview, interviewAnswers } from './domain/return.js';
import { whose } from './whose.js';

@Example<HoldReturnInterviewDto>({ heldAt: '2026-03-02T09:30:00-05:00', outcome: 'held', answers: { 'What made you leave?': 'An example answer' } })
export class HoldReturnInterviewDto {
  @InstantField() heldAt!: string;
  @IsIn(INTERVIEW_OUTCOMES, { context: { code: 'unknown-outcome' } }) outcome!: ReturnInterviewHeld['data']['outcome'];
  /** By question, in the child's words. */
  @IsOptional() @IsObject() answers?: InterviewAnswers;
}

export class HoldReturnInterview extends Command<Appended> {
  constructor(readonly episodeId: string, readonly data: HoldReturnInterviewDto, readonly meta: Meta) {
    super();
  }
}

@CommandHandler(HoldReturnInterview)
export class HoldReturnInterviewHandler implements ICommandHandler<HoldReturnInterview> {
  constructor(private readonly store: EventStore, private readonly access: AccessTable) {}

  execute({ episodeId, data, meta }: HoldReturnInterview) {
    const decision = holdReturnInterview({
      interviewId: meta.commandId, heldAt: instant(data.heldAt), outcome: data.outcome, ...(data.answers ? { answers: interviewAnswers(data.answers) } : {}),
    });
    return this.store.decide(missingEpisodes, episodeId, permitted(this.access, meta.actor, 'missing-episode:update', whose, decision), meta);
  }
}
