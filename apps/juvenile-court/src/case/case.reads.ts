import { Injectable } from '@nestjs/common';
import { IsIn, IsOptional, IsString, IsUUID, Matches, MaxLength, MinLength } from 'class-validator';
import type { EntityManager } from 'typeorm';
import { FILING_TYPES, type FilingType } from '#contracts';
import { decodeCursor, Example, pageOf, PageQuery, Versioned } from '#http';
import type { Actor } from '#kernel';
import { PersonalDataReader, type Reading } from '#security';
import { COURT_ID } from '../courts.js';
import { clearanceOf, CourtRecords, rankOf, unknown } from '../records/index.js';
import { DocketIndex } from './docket-index.js';
import { CourtCaseRow, PartyRow, RepresentationRow, ServiceRow } from './case.rows.js';

export class CasesQuery extends PageQuery {
  @IsOptional() @IsIn(FILING_TYPES, { context: { code: 'unknown-type' } }) caseType?: FilingType;
  @IsOptional() @IsUUID() youthId?: string;
}

/** Sent in a body, never in an address: addresses are logged on their way. */
@Example<SearchCasesDto>({ court: 'MO-circuit-5', docketNumber: '26-JU-00017' })
export class SearchCasesDto {
  @Matches(COURT_ID, { context: { code: 'not-a-court' } }) court!: string;
  @IsString() @MinLength(1) @MaxLength(60) docketNumber!: string;
}

const subject = ({ caseId, court, county }: CourtCaseRow) => ({ resource: { agency: court, county }, resourceType: 'case', resourceId: caseId });

/** Why a party is not told, and where a protected one lives, is not for everybody who may see the party. */
const partyFor = (actor: Actor) => ({ addedAt: _, caseId: __, withheld, address, ...party }: PartyRow) => {
  const rank = rankOf(clearanceOf(actor));
  const hidden = party.addressProtected && rank < rankOf('court');
  return {
    ...party, address: hidden && address ? { withheld: true as const } : address,
    mayBeTold: withheld === null, withheld: rank >= rankOf('agencies') ? withheld : null,
  };
};

@Injectable()
export class CaseReads {
  constructor(
    private readonly records: CourtRecords, private readonly personalData: PersonalDataReader, private readonly index: DocketIndex,
  ) {}

  async one(caseId: string, reading: Reading) {
    const { row, parties, representations } = await this.records.read(reading.actor, async tx => ({
      row: await tx.getRepository(CourtCaseRow).findOneBy({ caseId }),
      parties: await tx.getRepository(PartyRow).find({ where: { caseId }, order: { addedAt: 'asc' } }),
      representations: await tx.getRepository(RepresentationRow).find({ where: { caseId }, order: { begunAt: 'asc', representationId: 'asc' } }),
    }));
    if (!row) throw unknown('case');
    const shown = { ...row, parties: parties.map(partyFor(reading.actor)), representations: representations.map(({ caseId: _, ...rest }) => rest) };
    return new Versioned(await this.personalData.reveal({ ...reading, ...subject(row) }, shown), BigInt(row.revision), BigInt(row.position));
  }

  async list({ caseType, youthId, limit, cursor }: CasesQuery, reading: Reading) {
    const after = decodeCursor(cursor, 'moment', 'uuid');
    const { rows, total } = await this.records.read(reading.actor, async tx => {
      const found = tx.getRepository(CourtCaseRow).createQueryBuilder('found').where('true');
      if (caseType) found.andWhere('found.caseType = :caseType', { caseType });
      if (youthId) found.andWhere('found.youthId = :youthId', { youthId });
      const total = await found.getCount();
      if (after) found.andWhere('(found.openedAt, found.caseId) > (:openedAt, :caseId)', { openedAt: after[0], caseId: after[1] });
      return { total, rows: await found.orderBy('found.openedAt').addOrderBy('found.caseId').take(limit + 1).getMany() };
    });
    const page = pageOf(rows, limit, row => [row.openedAt, row.caseId]);
    return { ...page, items: await this.personalData.revealAll(reading, page.items, subject), total };
  }

  /** Those of that number, however it is written; of two cases with one number, the clerk's slip, both. */
  async search({ court, docketNumber }: SearchCasesDto, reading: Reading) {
    const docketIndex = this.index.of(court, docketNumber);
    const rows = await this.records.read(reading.actor, tx =>
      tx.getRepository(CourtCaseRow).find({ where: { docketIndex }, order: { openedAt: 'asc', caseId: 'asc' } }));
    return { items: await this.personalData.revealAll(reading, rows, subject) };
  }

  async services(caseId: string, { limit, cursor }: PageQuery, reading: Reading) {
    const after = decodeCursor(cursor, 'moment', 'uuid');
    const { row, rows, total } = await this.records.read(reading.actor, async tx => ({
      row: await tx.getRepository(CourtCaseRow).findOneBy({ caseId }),
      total: await tx.getRepository(ServiceRow).countBy({ caseId }),
      rows: await servicesAfter(tx, caseId, after, limit + 1),
    }));
    if (!row) throw unknown('case');
    const page = pageOf(rows, limit, service => [service.servedAt, service.serviceId]);
    return { ...page, items: await this.personalData.revealAll(reading, page.items, () => subject(row)), total };
  }
}

const servicesAfter = (tx: EntityManager, caseId: string, after: readonly (string | number)[] | undefined, limit: number) => {
  const found = tx.getRepository(ServiceRow).createQueryBuilder('service').where('service.caseId = :caseId', { caseId });
  if (after) found.andWhere('(service.servedAt, service.serviceId) > (:servedAt, :serviceId)', { servedAt: after[0], serviceId: after[1] });
  return found.orderBy('service.servedAt').addOrderBy('service.serviceId').take(limit).getMany();
};
