import { Injectable } from '@nestjs/common';
import { IsOptional, IsUUID } from 'class-validator';
import { decodeCursor, pageOf, PageQuery, Versioned, type Page } from '#http';
import { DomainError, type Actor } from '#kernel';
import { ProjectionReader } from '#projections';
import { PersonalDataReader, type Reading } from '#security';
import { nextEscalation } from './domain/escalation.js';
import { ReportRow, reportsProjection } from './reports.projection.js';

export class ReportsQuery extends PageQuery {
  @IsOptional() @IsUUID() subjectId?: string;
}

/** What a list shows: nothing personal, so nothing to open and nothing to audit. */
type Listed = Omit<ReportRow, 'receipts' | 'ncicEntries'> & { readonly receiptCount: number; readonly inNcic: boolean };

const listed = ({ receipts, ncicEntries, ...row }: ReportRow): Listed =>
  ({ ...row, receiptCount: receipts.length, inNcic: ncicEntries.at(-1)?.cancelledAt === null });

@Injectable()
export class ReportReads {
  constructor(private readonly projections: ProjectionReader, private readonly personalData: PersonalDataReader) {}

  async one(reportId: string, reading: Reading) {
    const row = await this.row(reportId);
    const shown = await this.personalData.reveal({ ...reading, resource: row, resourceType: 'report', resourceId: reportId }, row);
    return new Versioned({ ...shown, nextEscalation: nextEscalation(row) }, BigInt(row.revision), BigInt(row.position));
  }

  async row(reportId: string): Promise<ReportRow> {
    const row = await this.projections.read(reportsProjection.name, tx => tx.getRepository(ReportRow).findOneBy({ reportId }));
    if (!row) throw new DomainError('unknown-report', 'There is no such report', 'unknown');
    return row;
  }

  /** The reports of the actor's agency, and of those only its county's when it is bound to one; the oldest draft first. */
  async list({ subjectId, limit, cursor }: ReportsQuery, actor: Actor): Promise<Page<Listed>> {
    const after = decodeCursor(cursor, 'moment', 'uuid');
    const rows = await this.projections.read(reportsProjection.name, tx => {
      const found = tx.getRepository(ReportRow).createQueryBuilder('report').where('report.agency = :agency', { agency: actor.agency });
      if (actor.county) found.andWhere('report.county = :county', { county: actor.county });
      if (subjectId) found.andWhere('report.subjectId = :subjectId', { subjectId });
      if (after) found.andWhere('(report.draftedAt, report.reportId) > (:draftedAt, :reportId)', { draftedAt: after[0], reportId: after[1] });
      return found.orderBy('report.draftedAt').addOrderBy('report.reportId').take(limit + 1).getMany();
    });
    const page = pageOf(rows, limit, row => [row.draftedAt, row.reportId]);
    return { ...page, items: page.items.map(listed) };
  }
}
