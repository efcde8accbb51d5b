import { Injectable } from '@nestjs/common';
import { IsIn, IsOptional, IsString, MaxLength } from 'class-validator';
import type { EntityManager } from 'typeorm';
import { SAFE_HARBOR_OUTCOMES, type SafeHarborOutcome } from '#contracts';
import { decodeCursor, pageOf, PageQuery, Versioned } from '#http';
import type { Actor } from '#kernel';
import { PersonalDataReader, type Reading } from '#security';
import { CourtRecords, unknown } from '../records/index.js';
import { RuleBook } from '../rules/index.js';
import { CheckRow } from './check.records.js';
import { ALLEGATIONS, type Allegation } from './domain/provision.js';
import { listedFor } from './listed-for.js';
import { ProvisionBook } from './provision-book.js';

const STATUSES = ['open', 'decided', 'void'] as const;

export class ChecksQuery extends PageQuery {
  @IsOptional() @IsIn(STATUSES, { context: { code: 'unknown-status' } }) status?: (typeof STATUSES)[number];
  @IsOptional() @IsIn(SAFE_HARBOR_OUTCOMES, { context: { code: 'unknown-outcome' } }) outcome?: SafeHarborOutcome;
}
export class ProvisionsQuery {
  /** What the child is said to have done, where the check does not tell. */
  @IsOptional() @IsIn(ALLEGATIONS, { context: { code: 'unknown-allegation' } }) allegation?: Allegation;
}
export class ChecksReportQuery {
  @IsOptional() @IsString() @MaxLength(100) county?: string;
}

const subject = ({ checkId, court, county }: CheckRow) => ({ resource: { agency: court, county }, resourceType: 'safe-harbor-check', resourceId: checkId });

@Injectable()
export class CheckReads {
  constructor(
    private readonly records: CourtRecords, private readonly personalData: PersonalDataReader, private readonly book: ProvisionBook,
    private readonly rules: RuleBook,
  ) {}

  async one(checkId: string, reading: Reading) {
    const row = await this.find(checkId, reading.actor);
    return new Versioned(await this.personalData.reveal({ ...reading, ...subject(row) }, row), BigInt(row.revision), BigInt(row.position));
  }

  /** What the state's law may do for the child, each with its source and how sure that is. Throws `state-not-configured`. */
  async provisions(checkId: string, { allegation }: ProvisionsQuery, actor: Actor) {
    const row = await this.find(checkId, actor);
    return { checkId, state: row.state, items: listedFor(this.book, this.rules, { ...row, allegation: allegation ?? row.allegation }) };
  }

  async list({ limit, cursor, status, outcome }: ChecksQuery, reading: Reading) {
    const after = decodeCursor(cursor, 'moment', 'uuid');
    const { rows, total } = await this.records.read(reading.actor, async tx => {
      const found = tx.getRepository(CheckRow).createQueryBuilder('found').where('true');
      if (status) found.andWhere('found.status = :status', { status });
      if (outcome) found.andWhere('found.outcomes @> :outcomes', { outcomes: JSON.stringify([outcome]) });
      const total = await found.getCount();
      if (after) found.andWhere('(found.triggeredAt, found.checkId) > (:triggeredAt, :checkId)', { triggeredAt: after[0], checkId: after[1] });
      return { total, rows: await found.orderBy('found.triggeredAt').addOrderBy('found.checkId').take(limit + 1).getMany() };
    });
    const page = pageOf(rows, limit, row => [row.triggeredAt, row.checkId]);
    return { ...page, items: await this.personalData.revealAll(reading, page.items, subject), total };
  }

  /** How many checks are open, decided or void, and what was done: one check may have several outcomes, so those do not add up. */
  async report({ county }: ChecksReportQuery, actor: Actor) {
    return this.records.read(actor, async tx => {
      const count = (what: string, from = '') => counted(tx, what, from, county);
      const [byStatus, byTrigger, byStanding, byOutcome] = [
        await count('status'), await count('trigger'), await count('standing'),
        await count('outcome', `cross join lateral jsonb_array_elements_text(c.outcomes) as o(outcome)`),
      ];
      const total = Object.values(byStatus).reduce((sum, each) => sum + each, 0);
      const all = <Key extends string>(keys: readonly Key[], counts: Record<string, number>) => Object.fromEntries(keys.map(key => [key, counts[key] ?? 0]));
      return { total, ...all(STATUSES, byStatus), byTrigger, byStanding, byOutcome: all(SAFE_HARBOR_OUTCOMES, byOutcome) };
    });
  }

  private async find(checkId: string, actor: Actor): Promise<CheckRow> {
    const row = await this.records.read(actor, tx => tx.getRepository(CheckRow).findOneBy({ checkId }));
    if (!row) throw unknown('check');
    return row;
  }
}

const counted = async (tx: EntityManager, what: string, from: string, county: string | undefined): Promise<Record<string, number>> => {
  const rows: { key: string; count: number }[] = await tx.query(
    `select ${what} as key, count(*)::int as count from safe_harbor_check c ${from}
     where $1::text is null or c.county = $1 group by 1 order by 1`, [county ?? null]);
  return Object.fromEntries(rows.map(({ key, count }) => [key, count]));
};
