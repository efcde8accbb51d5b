import { Injectable } from '@nestjs/common';
import { IsIn, IsOptional } from 'class-validator';
import { In, type EntityManager } from 'typeorm';
import { localDay, zoneOf, type Day } from '#calendar';
import { decodeCursor, pageOf, PageQuery } from '#http';
import { Clock, type Actor } from '#kernel';
import { PersonalDataReader, type Reading } from '#security';
import { AbsenceReviewRow, nextLawful } from '../absence-review/index.js';
import { CourtCaseRow } from '../case/index.js';
import { stateOf } from '../courts.js';
import { DayField } from '../day-field.js';
import { CourtRecords } from '../records/index.js';
import { RuleBook } from '../rules/index.js';
import { TASKS, WAITING_FOR } from './tasks.js';

const WHEN = ['overdue', 'due', 'later', 'no-day'] as const;

export class ClerksDayQuery extends PageQuery {
  /** The court's local day that the list is for; left out: today. */
  @DayField() day?: Day;
  @IsOptional() @IsIn(WHEN, { context: { code: 'unknown-filter' } }) when?: (typeof WHEN)[number];
  @IsOptional() @IsIn(WAITING_FOR, { context: { code: 'unknown-filter' } }) waitingFor?: (typeof WAITING_FOR)[number];
}

type Task = {
  kind: string; subject_id: string; part_id: string | null; case_id: string; county: string; due: Day | null; waiting_for: string; when: (typeof WHEN)[number];
  sort: string;
};
/** What a page's tasks are about, as far as the reader may know of it. */
type About = { readonly cases: ReadonlyMap<string, CourtCaseRow>; readonly reviews: ReadonlyMap<string, AbsenceReviewRow> };
type Counted = { kind: string; waiting_for: string; when: (typeof WHEN)[number]; count: number };

/** $1: the day; $2: the zone. What has no day comes last. */
const ALL = `select t.*, coalesce(t.due, '9999-12-31') as sort,
  case when t.due is null then 'no-day' when t.due < $1 then 'overdue' when t.due = $1 then 'due' else 'later' end as "when" from (${TASKS}) t`;

const aboutThem = async (tx: EntityManager, tasks: readonly Task[]): Promise<About> => {
  const cases = await tx.getRepository(CourtCaseRow).findBy({ caseId: In(tasks.map(({ case_id }) => case_id)) });
  const reviews = await tx.getRepository(AbsenceReviewRow).findBy({ reviewId: In(tasks.map(({ subject_id }) => subject_id)) });
  return { cases: new Map(cases.map(row => [row.caseId, row])), reviews: new Map(reviews.map(row => [row.reviewId, row])) };
};

const subject = ({ caseId, court, county }: CourtCaseRow) => ({ resource: { agency: court, county }, resourceType: 'case', resourceId: caseId });

const keyOf = ({ sort, kind, subject_id, part_id }: Task) => [sort, kind, subject_id, part_id ?? ''];

const countsIn = async (tx: EntityManager, day: Day, zone: string) => {
  const [absent] = await tx.query<{ all: number; without_case: number }[]>(
    `select count(*)::int as all, (count(*) filter (where without_case))::int as without_case from absence_review where status = 'absent'`);
  const counted = await tx.query<Counted[]>(`select kind, waiting_for, "when", count(*)::int as count from (${ALL}) a group by 1, 2, 3 order by 1, 2, 3`, [day, zone]);
  const sum = (test: (row: Counted) => boolean) => counted.filter(test).reduce((total, { count }) => total + count, 0);
  const by = (field: 'kind' | 'waiting_for' | 'when') => Object.fromEntries([...new Set(counted.map(row => row[field]))].map(name => [name, sum(row => row[field] === name)]));
  return {
    absentChildren: absent!.all, absentWithoutCase: absent!.without_case, noticesReady: sum(({ kind }) => kind === 'sign-notice'),
    tasks: sum(() => true), byWhen: by('when'), byKind: by('kind'), waitingFor: by('waiting_for'),
  };
};

/** What a clerk begins the day with. */
@Injectable()
export class ClerksDayReads {
  constructor(
    private readonly records: CourtRecords, private readonly personalData: PersonalDataReader, private readonly rules: RuleBook, private readonly clock: Clock,
  ) {}

  async of({ day, when, waitingFor, limit, cursor }: ClerksDayQuery, reading: Reading) {
    const { actor } = reading;
    const after = decodeCursor(cursor, 'text', 'text', 'text', 'text');
    const zone = this.zoneOf(actor);
    const today = day ?? localDay(this.clock.now(), zone);
    const { counts, page, about } = await this.records.read(actor, async tx => {
      const rows = await tx.query<Task[]>(
        `select * from (${ALL}) a where ($3::text is null or "when" = $3) and ($4::text is null or waiting_for = $4)
           and ($5::text is null or (sort, kind, subject_id::text, coalesce(part_id::text, '')) > ($5, $6, $7, $8))
         order by sort, kind, subject_id::text, coalesce(part_id::text, '') limit $9`,
        [today, zone, when ?? null, waitingFor ?? null, ...(after ?? [null, null, null, null]), limit + 1]);
      const page = pageOf(rows, limit, keyOf);
      return { counts: await countsIn(tx, today, zone), page, about: await aboutThem(tx, page.items) };
    });
    return { day: today, counts, ...page, items: await this.shown(reading, page.items, about) };
  }

  /** A task of no case, such as of a filing that would open one, names none; a sealed number is opened here, at the edge. */
  private async shown(reading: Reading, tasks: readonly Task[], { cases, reviews }: About) {
    const opened = await this.personalData.revealAll(reading, [...cases.values()], subject);
    const numbers = new Map(opened.map(({ caseId, docketNumber }) => [caseId, docketNumber]));
    return tasks.map(({ kind, subject_id: subjectId, part_id: partId, case_id, county, due, waiting_for: waitingFor, when }) => {
      const review = reviews.get(subjectId);
      return {
        kind, subjectId, partId, caseId: cases.has(case_id) ? case_id : null, docketNumber: numbers.get(case_id) ?? null, county, due, waitingFor, when,
        ...(review ? { nextLawful: nextLawful(this.rules, review, this.clock.now()) } : {}),
      };
    });
  }

  private zoneOf({ agency, county }: Actor): string {
    return zoneOf(this.rules.rules.zones, { state: stateOf(agency ?? '') ?? '', county: county ?? '' });
  }
}
