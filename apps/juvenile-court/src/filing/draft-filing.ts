import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ArrayMaxSize, ArrayUnique, IsArray, IsBoolean, IsIn, IsOptional, IsString, IsUUID, Matches, MaxLength, MinLength } from 'class-validator';
import { FILING_TYPES, type FilingType } from '#contracts';
import { EventStore, type Appended, type Meta } from '#event-store';
import { Example } from '#http';
import { personal } from '#kernel';
import { AccessTable, permitted } from '#security';
import { COURT_ID } from '../courts.js';
import { filings } from './domain/filing.js';
import { draft } from './domain/preparing.js';
import { FilingPlaces } from './filing-places.js';
import { whose } from './whose.js';

@Example<DraftFilingDto>({
  filingType: 'dependency', urgent: false, court: 'MO-circuit-5', county: 'MO county 5', youthId: '7d3e3c9c-6f2b-4a3e-9a5b-0f6f3c1f2a10',
  title: 'Petition in the interest of A. Example', documents: ['document-store/example/1'],
})
export class DraftFilingDto {
  @IsIn(FILING_TYPES, { context: { code: 'unknown-type' } }) filingType!: FilingType;
  @IsBoolean() urgent!: boolean;
  /** Files it in this case; then the case says which court, county and youth. */
  @IsOptional() @IsUUID() caseId?: string;
  @IsOptional() @Matches(COURT_ID, { context: { code: 'not-a-court' } }) court?: string;
  @IsOptional() @IsString() @MinLength(1) @MaxLength(100) county?: string;
  @IsOptional() @IsUUID() youthId?: string;
  @IsString() @MinLength(1) @MaxLength(300) title!: string;
  /** References to where the documents are kept. */
  @IsArray() @ArrayMaxSize(50) @ArrayUnique() @IsString({ each: true }) @MaxLength(300, { each: true }) documents!: string[];
}

export class DraftFiling extends Command<Appended> {
  constructor(readonly filingId: string, readonly data: DraftFilingDto, readonly meta: Meta) {
    super();
  }
}

@CommandHandler(DraftFiling)
export class DraftFilingHandler implements ICommandHandler<DraftFiling> {
  constructor(private readonly store: EventStore, private readonly access: AccessTable, private readonly places: FilingPlaces) {}

  async execute({ filingId, data, meta }: DraftFiling) {
    const place = await this.places.of(filingId, data, meta.actor);
    this.access.check(meta.actor, 'filing:prepare', { agency: place.court, county: place.county });
    const { filingType, urgent, title, documents } = data;
    const decision = draft({ filingId, ...place, filingType, urgent, title: personal(title), documents: personal(documents), filedBy: meta.actor.subject });
    return this.store.decide(filings, filingId, permitted(this.access, meta.actor, 'filing:prepare', whose, decision), meta);
  }
}
