import { Injectable } from '@nestjs/common';
import { Transform } from 'class-transformer';
import { IsBoolean, IsIn, IsOptional, IsUUID } from 'class-validator';
import { FILING_TYPES, type FilingType } from '#contracts';
import { decodeCursor, pageOf, PageQuery, Versioned } from '#http';
import { PersonalDataReader, type Reading } from '#security';
import { CourtRecords, unknown } from '../records/index.js';
import { FILING_STATUSES, type FilingStatus } from './domain/filing.js';
import { FilingRow } from './filing.row.js';

export class FilingsQuery extends PageQuery {
  @IsOptional() @IsIn(FILING_STATUSES, { context: { code: 'unknown-status' } }) status?: FilingStatus;
  @IsOptional() @IsIn(FILING_TYPES, { context: { code: 'unknown-type' } }) filingType?: FilingType;
  @IsOptional() @IsUUID() caseId?: string;
  @IsOptional() @Transform(({ value }: { value: unknown }) => (value === 'true' || (value !== 'false' && value))) @IsBoolean() urgent?: boolean;
}

const subject = ({ filingId, court, county }: FilingRow) => ({ resource: { agency: court, county }, resourceType: 'filing', resourceId: filingId });

@Injectable()
export class FilingReads {
  constructor(private readonly records: CourtRecords, private readonly personalData: PersonalDataReader) {}

  async one(filingId: string, reading: Reading) {
    const row = await this.records.read(reading.actor, tx => tx.getRepository(FilingRow).findOneBy({ filingId }));
    if (!row) throw unknown('filing');
    return new Versioned(await this.personalData.reveal({ ...reading, ...subject(row) }, row), BigInt(row.revision), BigInt(row.position));
  }

  /** The oldest first: the clerk's queue. */
  async list({ limit, cursor, ...filters }: FilingsQuery, reading: Reading) {
    const after = decodeCursor(cursor, 'moment', 'uuid');
    const wanted = Object.entries(filters).filter(([, value]) => value !== undefined);
    const { rows, total } = await this.records.read(reading.actor, async tx => {
      const found = tx.getRepository(FilingRow).createQueryBuilder('filing').where('true');
      for (const [name, value] of wanted) found.andWhere(`filing.${name} = :${name}`, { [name]: value });
      const total = await found.getCount();
      if (after) found.andWhere('(filing.draftedAt, filing.filingId) > (:draftedAt, :filingId)', { draftedAt: after[0], filingId: after[1] });
      return { total, rows: await found.orderBy('filing.draftedAt').addOrderBy('filing.filingId').take(limit + 1).getMany() };
    });
    const page = pageOf(rows, limit, row => [row.draftedAt, row.filingId]);
    return { ...page, items: await this.personalData.revealAll(reading, page.items, subject), total };
  }
}
