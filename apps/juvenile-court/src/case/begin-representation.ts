import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { IsString, IsUUID, Matches, MaxLength } from 'class-validator';
import { EventStore, type Meta } from '#event-store';
import { Example, InstantField, toResponse } from '#http';
import { instant } from '#kernel';
import { AccessTable, permitted } from '#security';
import { partId } from '../part-id.js';
import { CourtRecords } from '../records/index.js';
import { courtCases } from './domain/court-case.js';
import { beginRepresentation, representationOf } from './domain/representing.js';
import { CASE, PARTY } from './kinds.js';
import { loadCase } from './load-case.js';
import { whose } from './whose.js';

@Example<BeginRepresentationDto>({
  partyId: '3f0c8a52-6c1e-4f7b-8f43-0d0a3b9a7c11', attorney: '9c4b7b1e-4b1a-4d2c-9f6e-2a7c1d3e5f60', begunAt: '2026-03-02T09:00:00-06:00',
})
export class BeginRepresentationDto {
  @IsUUID() partyId!: string;
  /** The subject of the attorney's tokens: opaque, never a name. */
  @IsString() @MaxLength(100) @Matches(/^[\x21-\x7e]+$/) attorney!: string;
  @InstantField() begunAt!: string;
}

export class BeginRepresentation extends Command<object> {
  constructor(readonly caseId: string, readonly data: BeginRepresentationDto, readonly meta: Meta) {
    super();
  }
}

@CommandHandler(BeginRepresentation)
export class BeginRepresentationHandler implements ICommandHandler<BeginRepresentation> {
  constructor(private readonly store: EventStore, private readonly access: AccessTable, private readonly records: CourtRecords) {}

  async execute({ caseId, data: { partyId, attorney, begunAt }, meta }: BeginRepresentation) {
    await this.records.visible(meta.actor, CASE, caseId);
    await this.records.visible(meta.actor, PARTY, partyId, caseId);
    const begin = { representationId: partId('representation', caseId, meta), partyId, attorney, begunAt: instant(begunAt) };
    const decision = beginRepresentation(begin);
    const appended = await this.store.decide(courtCases, caseId, permitted(this.access, meta.actor, 'representation:record', whose, decision), meta);
    return toResponse(appended, { representationId: representationOf(await loadCase(this.store, caseId), begin) });
  }
}
