import { Body, Controller, Get, HttpCode, Inject, Optional, Param, Post } from '@nestjs/common';
import { IsOptional, IsString, Length, Matches } from 'class-validator';
import { DataSource } from 'typeorm';
import { CHILD_TOKEN, VISIBLE } from '#contracts';
import { Action, Example, RequestReading } from '#http';
import { Clock, DomainError } from '#kernel';
import {
  ConsumerLag, exchangeStatus, listParked, pausePartner, requestDiscard, requestParkedRedrive, resumePartner, showParked, type KafkaSettings,
} from '#kafka';
import { AuditLog, type Reading } from '#security';
import { KAFKA } from './service.js';

const PARKED_ID = /^\d{1,18}$/;
const SOURCE = new RegExp(VISIBLE);
const TOKEN = new RegExp(CHILD_TOKEN);

@Example<ParkedRedriveDto>({ key: 'child-4711' })
export class ParkedRedriveDto {
  /** One message: its child is tried from its first that waits. */
  @IsOptional() @Matches(PARKED_ID) id?: string;
  /** One child, by its token; all of them when both are left out. */
  @IsOptional() @Matches(TOKEN) key?: string;
}

@Example<DiscardDto>({ id: '17', reason: 'Sent by mistake; the partner confirmed it in ticket 1234' })
export class DiscardDto {
  @Matches(PARKED_ID) id!: string;
  /** Kept in the audit log: it must not tell who a person is. */
  @IsString() @Length(3, 200) reason!: string;
}

@Example<PausePartnerDto>({ source: 'urn:example:mo:ccwis', reason: 'The partner sends every message twice; ticket 1234' })
export class PausePartnerDto {
  @Matches(SOURCE) source!: string;
  /** Kept in the audit log: it must not tell who a person is. */
  @IsString() @Length(3, 200) reason!: string;
}

@Example<ResumePartnerDto>({ source: 'urn:example:mo:ccwis' })
export class ResumePartnerDto {
  @Matches(SOURCE) source!: string;
}

/** What partners sent over Kafka and waits: an operator sees codes and places, never a message. */
@Controller('operations/exchange')
export class ExchangeController {
  constructor(
    private readonly dataSource: DataSource, private readonly audit: AuditLog, private readonly clock: Clock, private readonly lag: ConsumerLag,
    @Optional() @Inject(KAFKA) private readonly kafka: KafkaSettings | undefined,
  ) {}

  /** `lag` is null while Kafka is not configured or does not answer. */
  @Get()
  @Action('operations:read')
  async status() {
    const [status, lag] = await Promise.all([exchangeStatus(this.dataSource), this.lag.read()]);
    return { ...status, lag };
  }

  /** The oldest thousand. */
  @Get('parked')
  @Action('operations:read')
  parked() {
    return listParked(this.dataSource);
  }

  @Get('parked/:id')
  @Action('operations:read')
  show(@Param('id') id: string) {
    if (!PARKED_ID.test(id)) throw new DomainError('unknown-parked-message', 'No message is parked under this id', 'unknown');
    return showParked(this.dataSource, id);
  }

  /** The worker tries the parked messages of a child again, in their order, within a second. */
  @Post('parked/redrive')
  @HttpCode(202)
  @Action('operations:mend')
  async redrive(@Body() which: ParkedRedriveDto, @RequestReading() reading: Reading) {
    const { id, key = null } = which;
    if (id !== undefined) await this.record(reading, 'redrive', 'parked-message', await this.placeOf(id));
    else await this.record(reading, 'redrive', 'partner-child', key); // null: every child
    return { requested: await requestParkedRedrive(this.dataSource, which) };
  }

  /** The worker gives the message up within a second: a final receipt, a dead letter. It cannot be undone. */
  @Post('parked/discard')
  @HttpCode(202)
  @Action('operations:mend')
  async discard(@Body() { id, reason }: DiscardDto, @RequestReading() reading: Reading) {
    await this.record(reading, 'discard', 'parked-message', await this.placeOf(id), reason);
    await requestDiscard(this.dataSource, id, reason);
    return { requested: true };
  }

  /** From now on the partner's messages are parked as they come. */
  @Post('partners/pause')
  @HttpCode(200)
  @Action('operations:mend')
  async pause(@Body() { source, reason }: PausePartnerDto, @RequestReading() reading: Reading) {
    this.requireListed(source);
    await this.record(reading, 'pause', 'partner', source, reason);
    await pausePartner(this.dataSource, source, reason);
    return { paused: source };
  }

  /** What was parked meanwhile is tried first, in its order. */
  @Post('partners/resume')
  @HttpCode(200)
  @Action('operations:mend')
  async resume(@Body() { source }: ResumePartnerDto, @RequestReading() reading: Reading) {
    const { paused } = await exchangeStatus(this.dataSource);
    if (!paused.some(partner => partner.source === source)) this.requireListed(source); // one that is paused may have left the settings since
    await this.record(reading, 'resume', 'partner', source);
    await resumePartner(this.dataSource, source);
    return { resumed: source };
  }

  private requireListed(source: string): void {
    if (this.kafka && !this.kafka.partners.has(source)) throw new DomainError('unknown-partner', 'No partner is configured with this source', 'unknown');
  }

  /** What the audit log calls a message: its place, as its receipts have it. Its id among the parked is gone with it. */
  private async placeOf(id: string): Promise<string> {
    const { topic, partition, offset } = await showParked(this.dataSource, id);
    return `${topic}/${partition}/${offset}`;
  }

  private record({ actor, correlationId }: Reading, verb: string, resourceType: string, resourceId: string | null, purpose?: string): Promise<void> {
    return this.audit.operated({ at: this.clock.now(), actor, action: `exchange:${verb}`, resourceType, resourceId, purpose, correlationId });
  }
}
