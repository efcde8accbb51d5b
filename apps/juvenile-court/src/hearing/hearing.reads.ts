import { Injectable } from '@nestjs/common';
import { IsIn, IsOptional, IsString, IsUUID, MaxLength } from 'class-validator';
import { In } from 'typeorm';
import { HEARING_KINDS, type HearingKind } from '#contracts';
import { EventStore } from '#event-store';
import { decodeCursor, InstantField, pageOf, PageQuery, Versioned } from '#http';
import { Clock, instant, type Actor } from '#kernel';
import { PersonalDataReader, type Reading } from '#security';
import { CASE, CourtCaseRow, loadCase } from '../case/index.js';
import { DayField } from '../day-field.js';
import { CourtRecords, unknown } from '../records/index.js';
import { RuleBook } from '../rules/index.js';
import { boundsOf } from './bounds.js';
import { refuseAhead } from './domain/guards.js';
import { refOf } from './domain/rule.js';
import { lawfulWindow, settableUntil } from './domain/window.js';
import { untoldOf } from './hearing.records.js';
import { HearingNoticeRow, HearingRow } from './hearing.rows.js';

export class HearingsQuery extends PageQuery {
  @IsOptional() @IsString() @MaxLength(100) court?: string;
  @IsOptional() @IsString() @MaxLength(100) county?: string;
  /** The court's local day; `from` and `to` take several. */
  @DayField() day?: string;
  @DayField() from?: string;
  @DayField() to?: string;
  @IsOptional() @IsString() @MaxLength(60) docket?: string;
  @IsOptional() @IsIn(HEARING_KINDS, { context: { code: 'unknown-kind' } }) kind?: HearingKind;
  @IsOptional() @IsIn(['scheduled', 'held', 'vacated'], { context: { code: 'unknown-status' } }) status?: HearingRow['status'];
  @IsOptional() @IsUUID() caseId?: string;
}

export class WindowQuery {
  @IsUUID() caseId!: string;
  @IsIn(HEARING_KINDS, { context: { code: 'unknown-kind' } }) kind!: HearingKind;
  @InstantField() countedFrom!: string;
}

const subject = ({ hearingId, court, county }: HearingRow) => ({ resource: { agency: court, county }, resourceType: 'hearing', resourceId: hearingId });

@Injectable()
export class HearingReads {
  constructor(
    private readonly records: CourtRecords, private readonly store: EventStore, private readonly rules: RuleBook, private readonly clock: Clock,
    private readonly personalData: PersonalDataReader,
  ) {}

  async one(hearingId: string, actor: Actor) {
    const { row, notices, untold } = await this.records.read(actor, async tx => ({
      row: await tx.getRepository(HearingRow).findOneBy({ hearingId }),
      notices: await tx.getRepository(HearingNoticeRow).find({ where: { hearingId }, order: { servedAt: 'asc', noticeId: 'asc' } }),
      untold: await untoldOf(tx, hearingId),
    }));
    if (!row) throw unknown('hearing');
    const shown = { ...row, notices: notices.map(({ hearingId: _, caseId: __, ...notice }) => notice), untold };
    return new Versioned(shown, BigInt(row.revision), BigInt(row.position));
  }

  /** In the order of the day. */
  async list({ limit, cursor, from, to, ...equal }: HearingsQuery, reading: Reading) {
    const after = decodeCursor(cursor, 'moment', 'uuid');
    const { page, numbers, total } = await this.records.read(reading.actor, async tx => {
      const found = tx.getRepository(HearingRow).createQueryBuilder('hearing').where('true');
      for (const [field, value] of Object.entries(equal)) if (value !== undefined) found.andWhere(`hearing.${field} = :${field}`, { [field]: value });
      if (from) found.andWhere('hearing.day >= :from', { from });
      if (to) found.andWhere('hearing.day <= :to', { to });
      const total = await found.getCount();
      if (after) found.andWhere('(hearing.startsAt, hearing.hearingId) > (:startsAt, :hearingId)', { startsAt: after[0], hearingId: after[1] });
      const rows = await found.orderBy('hearing.startsAt').addOrderBy('hearing.hearingId').take(limit + 1).getMany();
      const page = pageOf(rows, limit, row => [row.startsAt, row.hearingId]);
      const cases = await tx.getRepository(CourtCaseRow).findBy({ caseId: In(page.items.map(row => row.caseId)) });
      return { total, page, numbers: new Map(cases.map(({ caseId, docketNumber }) => [caseId, docketNumber])) };
    });
    const shown = page.items.map(row => ({ ...row, docketNumber: numbers.get(row.caseId) ?? null }));
    return { ...page, items: await this.personalData.revealAll(reading, shown, subject), total };
  }

  /** When such a hearing may be held, if it is set now; what the state's packs do not say is named. */
  async window({ caseId, kind, countedFrom }: WindowQuery, actor: Actor) {
    await this.records.visible(actor, CASE, caseId);
    const found = await loadCase(this.store, caseId);
    const [from, now] = [instant(countedFrom), this.clock.now()];
    refuseAhead(from, now, 'counted-from-in-the-future');
    const { place: { zone, calendar }, rule } = boundsOf(this.rules, found, { kind, docket: null, countedFrom: from, startsAt: from });
    if (!rule || !calendar) return { window: null, rule: null, settableUntil: null, zone, missing: this.rules.missingFor(found.court.slice(0, 2)) };
    const window = lawfulWindow(rule, { zone, calendar }, from, now);
    return { window, rule: refOf(rule), settableUntil: settableUntil(window, rule, calendar), zone, missing: [] };
  }
}
