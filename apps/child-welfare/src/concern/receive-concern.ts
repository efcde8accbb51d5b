import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsIn, IsOptional, IsString, IsUUID, MaxLength, ValidateNested } from 'class-validator';
import { CHANNELS, type ReportChannel } from '#contracts';
import { EventStore, type Appended, type Meta } from '#event-store';
import { Example, InstantField } from '#http';
import { instant } from '#kernel';
import { AccessTable, permitted } from '#security';
import { loadYouth } from '../youth/index.js';
import { concerns, RECEIVED_BY, receiveConcern, TRAFFICKING, type Reporter } from './domain/concern.js';
import { INDICATOR_GROUPS, type Indicator, type IndicatorGroup } from './domain/indicators.js';

export class IndicatorDto implements Indicator {
  @IsIn(INDICATOR_GROUPS) group!: IndicatorGroup;
  @IsString() @MaxLength(100) code!: string;
}

export class ReporterDto implements Reporter {
  @IsOptional() @IsString() @MaxLength(200) name?: string;
  @IsOptional() @IsString() @MaxLength(200) contact?: string;
  @IsOptional() @IsString() @MaxLength(200) relationship?: string;
}

@Example<ReceiveConcernDto>({
  youthId: '7d3e3c9c-6f2b-4a3e-9a5b-0f6f3c1f2a10', receivedAt: '2026-03-01T16:00:00-05:00', receivedBy: 'hotline-worker', channel: 'telephone', trafficking: 'sex',
  indicators: [{ group: 'individual', code: 'unexplained-money-or-goods' }],
})
export class ReceiveConcernDto {
  @IsUUID() youthId!: string;
  @InstantField() receivedAt!: string;
  @IsIn(RECEIVED_BY) receivedBy!: (typeof RECEIVED_BY)[number];
  @IsIn(CHANNELS) channel!: ReportChannel;
  @IsIn(TRAFFICKING) trafficking!: (typeof TRAFFICKING)[number];
  @IsArray() @ArrayMaxSize(50) @ValidateNested({ each: true }) @Type(() => IndicatorDto) indicators!: IndicatorDto[];
  /** Kept sealed; no answer ever shows it. */
  @IsOptional() @ValidateNested() @Type(() => ReporterDto) reporter?: ReporterDto;
}

export class ReceiveConcern extends Command<Appended> {
  constructor(readonly concernId: string, readonly data: ReceiveConcernDto, readonly meta: Meta) {
    super();
  }
}

@CommandHandler(ReceiveConcern)
export class ReceiveConcernHandler implements ICommandHandler<ReceiveConcern> {
  constructor(private readonly store: EventStore, private readonly access: AccessTable) {}

  async execute({ concernId, data, meta }: ReceiveConcern) {
    const receivedAt = instant(data.receivedAt);
    const { place } = await loadYouth(this.store, data.youthId);
    const decision = receiveConcern({ ...data, ...place, concernId, receivedAt });
    return this.store.decide(concerns, concernId, permitted(this.access, meta.actor, 'concern:receive', () => place, decision), meta);
  }
}
