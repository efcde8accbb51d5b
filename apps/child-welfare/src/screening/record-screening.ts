import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Type } from 'class-transformer';
import { IsIn, IsNotEmpty, IsObject, IsOptional, IsString, IsUUID, MaxLength, ValidateNested } from 'class-validator';
import { EventStore, type Meta } from '#event-store';
import { Example, InstantField, toResponse, type Versioned } from '#http';
import { instant } from '#kernel';
import { AccessTable, permitted } from '#security';
import { loadYouth } from '../youth/index.js';
import { OVERRIDE_REASONS, recordScreening, screenings } from './domain/screening.js';
import { RESULTS, type Answers, type ScreeningResult } from './domain/tool.js';
import { ScreeningTools } from './screening-tools.js';
import { ScreeningReads } from './screening.reads.js';

export class ToolDto {
  @IsString() @IsNotEmpty() @MaxLength(200) name!: string;
  @IsString() @IsNotEmpty() @MaxLength(200) version!: string;
}

export class OverrideDto {
  @IsIn(RESULTS) result!: ScreeningResult;
  @IsIn(OVERRIDE_REASONS) reason!: (typeof OVERRIDE_REASONS)[number];
}

@Example<RecordScreeningDto>({
  youthId: '7d3e3c9c-6f2b-4a3e-9a5b-0f6f3c1f2a10', completedAt: '2026-03-02T13:00:00-05:00', tool: { name: 'example-conversation', version: '1' },
  answers: { 'place-to-stay': 'mixed', 'getting-by': 'someone-expects-something-back', people: 'mixed', 'asked-to-do': 'preferred-not-to-say' },
})
export class RecordScreeningDto {
  @IsUUID() youthId!: string;
  @InstantField() completedAt!: string;
  /** Left out or null: not collected. */
  @IsOptional() @ValidateNested() @Type(() => ToolDto) tool?: ToolDto | null;
  /** By question the code of its answer; the tool then proposes the result. */
  @IsOptional() @IsObject() answers?: Answers;
  /** Of a screening recorded elsewhere, without answers. */
  @IsOptional() @IsIn(RESULTS) result?: ScreeningResult;
  @IsOptional() @ValidateNested() @Type(() => OverrideDto) override?: OverrideDto;
}

/** Answers with the result, what the tool proposed, and the screenings shortly before it. */
export class RecordScreening extends Command<Versioned<object>> {
  constructor(readonly screeningId: string, readonly data: RecordScreeningDto, readonly meta: Meta) {
    super();
  }
}

@CommandHandler(RecordScreening)
export class RecordScreeningHandler implements ICommandHandler<RecordScreening> {
  constructor(
    private readonly store: EventStore, private readonly access: AccessTable,
    private readonly tools: ScreeningTools, private readonly reads: ScreeningReads,
  ) {}

  async execute({ screeningId, data, meta }: RecordScreening) {
    const completedAt = instant(data.completedAt);
    const tool = data.tool ?? null;
    const { place } = await loadYouth(this.store, data.youthId);
    const earlierScreenings = await this.reads.shortlyBefore(data.youthId, completedAt);
    const decision = recordScreening({ ...data, place, screeningId, completedAt, tool, definition: this.tools.find(tool), earlierScreenings });
    const appended = await this.store.decide(screenings, screeningId, permitted(this.access, meta.actor, 'screening:record', () => place, decision), meta);
    const { completed, recorded } = (await this.store.load(screenings, screeningId))!.state;
    return toResponse(appended, {
      result: completed?.result, proposed: recorded?.proposed, overridden: completed?.overridden, earlierScreenings: recorded?.earlierScreenings,
    });
  }
}
