import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { IsIn, IsOptional, IsString, IsUUID, MaxLength, MinLength } from 'class-validator';
import { EventStore, type Meta } from '#event-store';
import { Example, InstantField, toResponse } from '#http';
import { instant, personal } from '#kernel';
import { AccessTable, permitted } from '#security';
import { partId } from '../part-id.js';
import { CourtRecords } from '../records/index.js';
import { courtCases } from './domain/court-case.js';
import { SERVICE_METHODS, type Service } from './domain/service.js';
import { proveService } from './domain/serving.js';
import { CASE, DOCUMENT, PARTY } from './kinds.js';
import { whose } from './whose.js';

@Example<ProveServiceDto>({
  partyId: '3f0c8a52-6c1e-4f7b-8f43-0d0a3b9a7c11', documentId: '5b2f1a9c-7d3e-4c6a-9e21-8f0b6d4c2a17', method: 'personal',
  servedAt: '2026-03-03T10:15:00-06:00', servedBy: 'Process server 12',
})
export class ProveServiceDto {
  @IsUUID() partyId!: string;
  /** A filing, an order or another document of the case. */
  @IsUUID() documentId!: string;
  @IsIn(SERVICE_METHODS, { context: { code: 'unknown-method' } }) method!: Service['method'];
  @InstantField() servedAt!: string;
  @IsOptional() @IsString() @MinLength(1) @MaxLength(200) servedBy?: string;
}

export class ProveService extends Command<object> {
  constructor(readonly caseId: string, readonly data: ProveServiceDto, readonly meta: Meta) {
    super();
  }
}

@CommandHandler(ProveService)
export class ProveServiceHandler implements ICommandHandler<ProveService> {
  constructor(private readonly store: EventStore, private readonly access: AccessTable, private readonly records: CourtRecords) {}

  async execute({ caseId, data: { servedAt, servedBy, ...data }, meta }: ProveService) {
    await this.records.visible(meta.actor, CASE, caseId);
    await this.records.visible(meta.actor, PARTY, data.partyId, caseId);
    await this.records.visible(meta.actor, DOCUMENT, data.documentId, caseId);
    const serviceId = partId('service', caseId, meta);
    const decision = proveService({ ...data, serviceId, servedAt: instant(servedAt), ...(servedBy ? { servedBy: personal(servedBy) } : {}) });
    const appended = await this.store.decide(courtCases, caseId, permitted(this.access, meta.actor, 'service:prove', whose, decision), meta);
    return toResponse(appended, { serviceId });
  }
}
