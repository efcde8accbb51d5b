import { Injectable } from '@nestjs/common';
import { IsString, MaxLength } from 'class-validator';
import { Versioned } from '#http';
import { DomainError } from '#kernel';
import { ProjectionReader } from '#projections';
import { PersonalDataReader, type Reading } from '#security';
import { claimValue } from './domain/claims.js';
import { KeyedNames } from './keyed-names.js';
import { YouthRow, youthsProjection } from './youths.projection.js';

/** Sent in a body, never in an address: addresses are logged on their way. */
export class SearchYouthsDto {
  @IsString() @MaxLength(200) name!: string;
  @IsString() @MaxLength(10) birthDate!: string;
}

/** Enough to tell whether it is the youth who is meant, and no more. */
const hit = ({ youthId, agency, county, claims }: YouthRow) =>
  ({ youthId, agency, county, claims: claims.filter(({ kind }) => kind === 'name' || kind === 'birth-date') });
const shown = ({ searchIndex: _, identifiers, ...row }: YouthRow) =>
  ({ ...row, identifiers: identifiers.map(({ key: __, ...identifier }) => identifier) });
const subject = (row: Pick<YouthRow, 'youthId' | 'agency' | 'county'>) => ({ resource: row, resourceType: 'youth', resourceId: row.youthId });

@Injectable()
export class YouthReads {
  constructor(
    private readonly projections: ProjectionReader, private readonly personalData: PersonalDataReader, private readonly names: KeyedNames,
  ) {}

  async one(youthId: string, reading: Reading) {
    const row = await this.projections.read(youthsProjection.name, tx => tx.getRepository(YouthRow).findOneBy({ youthId }));
    if (!row) throw new DomainError('unknown-youth', 'No such youth', 'unknown');
    const youth = await this.personalData.reveal({ ...reading, ...subject(row) }, shown(row));
    return new Versioned(youth, BigInt(row.revision), BigInt(row.position));
  }

  /** The youths of the actor's agency, and of its county when bound to one, of exactly this name and birth date. */
  async search({ name, birthDate }: SearchYouthsDto, reading: Reading) {
    const { agency, county } = reading.actor;
    const searchIndex = this.names.searchIndex(agency ?? '')(claimValue('name', name) as string, claimValue('birth-date', birthDate) as string);
    const rows = await this.projections.read(youthsProjection.name, tx =>
      tx.getRepository(YouthRow).find({ where: { searchIndex, agency: agency ?? '', ...(county ? { county } : {}) }, order: { youthId: 'asc' } }));
    return { items: await this.personalData.revealAll(reading, rows.map(hit), subject) };
  }
}
