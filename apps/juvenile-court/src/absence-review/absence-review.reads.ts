import { Injectable } from '@nestjs/common';
import { IsIn, IsOptional } from 'class-validator';
import { endOfDay, localDay, plusDays, weekdayOf, WEEKDAYS, zoneOf, type Day } from '#calendar';
import { decodeCursor, pageOf, PageQuery, Versioned } from '#http';
import { Clock, type Actor } from '#kernel';
import { stateOf } from '../courts.js';
import { DayField } from '../day-field.js';
import { CourtRecords, unknown } from '../records/index.js';
import { RuleBook } from '../rules/index.js';
import { AbsenceNoticeRow, AbsenceReviewRow, AbsenceRow } from './absence-review.rows.js';
import { nextLawful } from './next-lawful.js';

export class ReviewsQuery extends PageQuery {
  @IsOptional() @IsIn(['absent', 'over'], { context: { code: 'unknown-status' } }) status?: AbsenceReviewRow['status'];
}

export class WeekQuery extends PageQuery {
  /** Any day of the week; left out: today. */
  @DayField() day?: Day;
}

/** Only ever of the reader's own court; of the whole court where the reader is bound to no county. */
@Injectable()
export class AbsenceReviewReads {
  constructor(private readonly records: CourtRecords, private readonly rules: RuleBook, private readonly clock: Clock) {}

  async one(reviewId: string, actor: Actor) {
    const { row, absences, notices } = await this.records.read(actor, async tx => ({
      row: await tx.getRepository(AbsenceReviewRow).findOneBy({ reviewId }),
      absences: await tx.getRepository(AbsenceRow).find({ where: { reviewId }, order: { learnedAt: 'asc', episodeId: 'asc' } }),
      notices: await tx.getRepository(AbsenceNoticeRow).find({ where: { reviewId }, order: { role: 'asc', partyId: 'asc' } }),
    }));
    if (!row) throw unknown('absence-review');
    const shown = {
      ...this.shown(row),
      absences: absences.map(({ episodeId, category, learnedAt, locatedAt, overAt, cause }) => ({ episodeId, category, learnedAt, locatedAt, overAt, cause })),
      notices: notices.map(({ partyId, role, day, signedAt }) => ({ partyId, role, day, signedAt })),
    };
    return new Versioned(shown, BigInt(row.revision), BigInt(row.position));
  }

  /** Longest absent first. */
  async list({ status, limit, cursor }: ReviewsQuery, actor: Actor) {
    const after = decodeCursor(cursor, 'moment', 'uuid');
    const { rows, total } = await this.records.read(actor, async tx => {
      const found = tx.getRepository(AbsenceReviewRow).createQueryBuilder('review').where('true');
      if (status) found.andWhere('review.status = :status', { status });
      const total = await found.getCount();
      if (after) found.andWhere('(review.since, review.reviewId) > (:since, :reviewId)', { since: after[0], reviewId: after[1] });
      return { total, rows: await found.orderBy('review.since').addOrderBy('review.reviewId').take(limit + 1).getMany() };
    });
    const page = pageOf(rows, limit, row => [row.since, row.reviewId]);
    return { ...page, items: page.items.map(row => this.shown(row)), total };
  }

  /** Every child who was absent on some day of the week: Michigan AO 2002-4 asks for the list weekly, each court's of its county. */
  async week({ day, limit, cursor }: WeekQuery, actor: Actor) {
    const after = decodeCursor(cursor, 'moment', 'uuid');
    const state = stateOf(actor.agency ?? '') ?? '';
    const zone = zoneOf(this.rules.rules.zones, { state, county: actor.county ?? '' });
    const within = day ?? localDay(this.clock.now(), zone);
    const first = plusDays(within, -((WEEKDAYS.indexOf(weekdayOf(within)) - WEEKDAYS.indexOf(this.rules.weekBegins(state)) + 7) % 7));
    const last = plusDays(first, 6);
    const [before, end] = [endOfDay(plusDays(first, -1), zone), endOfDay(last, zone)];
    const { rows, total } = await this.records.read(actor, async tx => {
      const found = tx.getRepository(AbsenceRow).createQueryBuilder('absence')
        .where('absence.learnedAt <= :end and (absence.overAt is null or absence.overAt > :before)', { before, end })
        .andWhere(`absence.cause is distinct from 'reviewed-in-another-case' and absence.cause is distinct from 'merged'`);
      const total = await found.getCount();
      if (after) found.andWhere('(absence.learnedAt, absence.episodeId) > (:learnedAt, :episodeId)', { learnedAt: after[0], episodeId: after[1] });
      return { total, rows: await found.orderBy('absence.learnedAt').addOrderBy('absence.episodeId').take(limit + 1).getMany() };
    });
    const page = pageOf(rows, limit, row => [row.learnedAt, row.episodeId]);
    const items = page.items.map(({ overAt, cause, ...row }) => {
      const over = overAt !== null && overAt <= end;
      return { ...row, caseId: row.withoutCase ? null : row.caseId, isNew: row.learnedAt > before, overAt: over ? overAt : null, cause: over ? cause : null };
    });
    return { week: { first, last }, county: actor.county, ...page, items, total };
  }

  private shown({ caseId, withoutCase, setBy: _, ...row }: AbsenceReviewRow) {
    return { ...row, withoutCase, caseId: withoutCase ? null : caseId, nextLawful: nextLawful(this.rules, row, this.clock.now()) };
  }
}
