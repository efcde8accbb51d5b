import { Injectable } from '@nestjs/common';
import { And, LessThan, MoreThan } from 'typeorm';
import { EventStore } from '#event-store';
import { decodeCursor, pageOf, Versioned, type Page, type PageQuery } from '#http';
import { DomainError, plusHours, type Instant } from '#kernel';
import { ProjectionReader } from '#projections';
import { AccessTable, PersonalDataReader, type Reading } from '#security';
import { loadYouth } from '../youth/index.js';
import type { EarlierScreening } from './domain/screening.js';
import { ScreeningRow, screeningsProjection } from './screenings.projection.js';
import { ScreeningSettings } from './settings.js';

/** That it was done, when, by which role, with which tool and result: nothing personal. */
const inShort = ({ screeningId, completedAt, recordedBy, tool, result }: ScreeningRow): EarlierScreening =>
  ({ screeningId, completedAt, recordedBy, tool, result });

@Injectable()
export class ScreeningReads {
  constructor(
    private readonly projections: ProjectionReader, private readonly personalData: PersonalDataReader,
    private readonly store: EventStore, private readonly access: AccessTable, private readonly settings: ScreeningSettings,
  ) {}

  async one(screeningId: string, reading: Reading) {
    const row = await this.projections.read(screeningsProjection.name, tx => tx.getRepository(ScreeningRow).findOneBy({ screeningId }));
    if (!row) throw new DomainError('unknown-screening', 'No such screening', 'unknown');
    const screening = await this.personalData.reveal({ ...reading, resource: row, resourceType: 'screening', resourceId: screeningId }, row);
    return new Versioned(screening, BigInt(row.revision), BigInt(row.position));
  }

  async ofYouth(youthId: string, { limit, cursor }: PageQuery, { actor, action }: Reading): Promise<Page<EarlierScreening>> {
    this.access.check(actor, action, (await loadYouth(this.store, youthId)).place);
    const after = decodeCursor(cursor, 'moment', 'uuid');
    const rows = await this.projections.read(screeningsProjection.name, tx => {
      const found = tx.getRepository(ScreeningRow).createQueryBuilder('screening').where('screening.youthId = :youthId', { youthId });
      if (after) found.andWhere('(screening.completedAt, screening.screeningId) > (:completedAt, :screeningId)', { completedAt: after[0], screeningId: after[1] });
      return found.orderBy('screening.completedAt').addOrderBy('screening.screeningId').take(limit + 1).getMany();
    });
    const page = pageOf(rows, limit, row => [row.completedAt, row.screeningId]);
    return { ...page, items: page.items.map(inShort) };
  }

  /** The youth's screenings of the days before that moment in which another one asks the child to tell it all again. */
  async shortlyBefore(youthId: string, completedAt: Instant): Promise<readonly EarlierScreening[]> {
    const since = plusHours(completedAt, -24 * this.settings.repeatAfterDays);
    const rows = await this.projections.read(screeningsProjection.name, tx => tx.getRepository(ScreeningRow).find({
      where: { youthId, completedAt: And(MoreThan(since), LessThan(completedAt)) }, order: { completedAt: 'asc', screeningId: 'asc' },
    }));
    return rows.map(inShort);
  }
}
