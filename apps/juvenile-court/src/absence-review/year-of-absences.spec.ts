import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { DateTime } from 'luxon';
import { MISSING_CATEGORIES } from '#contracts';
import { instant, type DomainError } from '#kernel';
import { hearings, scheduleHearing } from '../hearing/index.js';
import { loadCourtRules, RuleBook, SHIPPED } from '../rules/index.js';
import type { Proposal } from './domain/absence-review.js';
import { proposerOf } from './proposer.js';

/**
 * The example pack (a hearing within ten court days, notice five court days before) over a year of absences in three counties, whose courts
 * close on days of their own. The oracle walks day by day with another date library, and knows the holidays by walking, not by rule.
 */
const SEED = 273;
const YEAR = 2026;
const COUNTIES = ['MO county 5', 'MO county 6', 'MO county 7'] as const;
const ZONE = 'America/Chicago';
const sample = <T>(arbitrary: fc.Arbitrary<T>, count: number, seed = SEED): readonly T[] => fc.sample(arbitrary, { numRuns: count, seed });

const dayOfYear = fc.integer({ min: -20, max: 420 }).map(days => DateTime.utc(YEAR, 1, 1).plus({ days }).toISODate()!);
const closures = new Map(COUNTIES.map((county, index) => [county as string, new Set(sample(dayOfYear, 60, SEED + index))]));

const nth = (day: DateTime) => Math.ceil(day.day / 7);
const isHoliday = (day: DateTime): boolean => {
  const last = day.plus({ days: 7 }).month !== day.month;
  const movable = `${day.month}-${day.weekday}-${nth(day)}`;
  const fixed = (on: DateTime) => ['1-1', '2-12', '6-19', '7-4', '11-11', '12-25'].includes(`${on.month}-${on.day}`);
  return ['1-1-3', '2-1-3', '9-1-1', '10-1-2', '11-4-4'].includes(movable) || (day.month === 5 && day.weekday === 1 && last)
    || (nth(day.minus({ days: 1 })) === 4 && day.month === 11 && day.weekday === 5) || (day.weekday < 6 && fixed(day))
    || (day.weekday === 5 && fixed(day.plus({ days: 1 }))) || (day.weekday === 1 && fixed(day.minus({ days: 1 })));
};
const sitting = new Map<string, boolean>();
const sits = (day: DateTime, county: string) => {
  const key = `${county} ${day.toISODate()}`;
  const known = sitting.get(key) ?? (day.weekday < 6 && !isHoliday(day) && !closures.get(county)!.has(day.toISODate()!));
  sitting.set(key, known);
  return known;
};
const walk = (from: DateTime, count: number, days: 1 | -1, county: string) => {
  let reached = from;
  for (let left = count; left > 0; left -= sits(reached, county) ? 1 : 0) reached = reached.plus({ days });
  return reached;
};
/** A day's hearing leaves five court days before it from `today` on. */
const leavesTime = (day: DateTime, today: DateTime, county: string) => sits(day, county) && walk(day, 5, -1, county).toISODate()! >= today.toISODate()!;

const oracle = (learnedAt: string, now: string, county: string) => {
  const [start, today] = [learnedAt, now].map(at => DateTime.fromISO(at, { zone: ZONE }).startOf('day').setZone('utc', { keepLocalTime: true })) as [DateTime, DateTime];
  const latest = walk(start, 10, 1, county);
  let earliest = start;
  while (!leavesTime(earliest, today, county)) earliest = earliest.plus({ days: 1 });
  const iso = (day: DateTime) => day.toISODate()!;
  return {
    earliest: iso(earliest), latest: iso(latest), late: iso(earliest) > iso(latest), day: iso(earliest), noticeBy: iso(walk(earliest, 5, -1, county)),
    settableUntil: iso(walk(latest, 5, -1, county)),
  };
};

let folder: string;
let rules: RuleBook;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'court-year-'));
  for (const inner of ['courts', 'calendars']) mkdirSync(join(folder, inner));
  const verified = 'verified: { on: null, against: nothing, unverified: nothing }';
  COUNTIES.forEach((county, index) => writeFileSync(join(folder, 'calendars', `c${index}.yaml`),
    `calendar: c${index}\njurisdiction: MO\nname: C\nexample: true\nbasedOn: example-courts\ncitation: none\n${verified}\nholidays: []\nclosed:\n`
    + [...closures.get(county)!].map(day => `  - { day: ${day}, name: Closed }\n`).join('')));
  writeFileSync(join(folder, 'courts', 'year.yaml'), `example: true\ncourts:\n  - court: MO-year\n    state: MO\n    name: Y\n    dockets: []\n    counties:\n`
    + COUNTIES.map((county, index) => `      - { county: ${county}, calendar: c${index} }\n`).join(''));
  rules = new RuleBook(loadCourtRules([SHIPPED, folder], { examples: true }));
});
afterAll(() => rmSync(folder, { recursive: true }));

const target = (county: string) => ({ reviewId: 'r', youthId: 'y', caseId: 'c', court: 'MO-year', state: 'MO', county, caseType: 'dependency' as const });
const minutes = (from: number, to: number) => fc.integer({ min: from, max: to });
/** When it was learned, how much later the court hears of it (mostly at once, at times too late), and where. */
const absence = fc.record({
  learned: minutes(0, 365 * 1440 - 1), heard: fc.oneof(minutes(0, 180), minutes(0, 30 * 1440)), county: fc.constantFrom(...COUNTIES),
  category: fc.constantFrom(...MISSING_CATEGORIES),
}).map(({ learned, heard, county, category }) => {
  const learnedAt = DateTime.utc(YEAR, 1, 1).plus({ minutes: learned });
  return { learnedAt: instant(learnedAt.toMillis()), now: instant(learnedAt.plus({ minutes: heard }).toMillis()), county, category };
});
const year = sample(absence, 1_000);

describe('a year of absences', () => {
  it('is proposed, each to the day, as the oracle says', () => {
    const wrong = year.filter(({ category }) => category !== 'absent-whereabouts-known').filter(({ learnedAt, now, county, category }) => {
      const found = proposerOf(rules, target(county))({ episodeId: 'e', learnedAt, category }, now) as Proposal;
      const { earliest, latest, late, day, noticeBy, settableUntil } = found;
      return JSON.stringify({ earliest, latest, late, day, noticeBy, settableUntil }) !== JSON.stringify(oracle(learnedAt, now, county));
    });
    expect(wrong).toEqual([]);
  });

  it('holds enough of every kind to tell', () => {
    const answers = year.map(({ learnedAt, now, county }) => oracle(learnedAt, now, county));
    expect(answers.filter(({ late }) => late).length).toBeGreaterThan(100);
    expect(answers.filter(({ late }) => !late).length).toBeGreaterThan(400);
    expect(new Set(year.map(({ learnedAt }) => learnedAt.slice(0, 7))).size).toBe(12);
    expect(COUNTIES.map(county => closures.get(county)!.size).every(count => count > 40)).toBe(true);
  });

  it('asks for no hearing of a child whose whereabouts are known', () =>
    expect(proposerOf(rules, target(COUNTIES[0]))({ episodeId: 'e', learnedAt: year[0]!.learnedAt, category: 'absent-whereabouts-known' }, year[0]!.now)).toEqual({ why: 'category-not-covered' }));

  it('can be set for exactly the days that the oracle permits', () => {
    for (const { learnedAt, now, county } of year.slice(0, 40)) {
      const { earliest, latest, late } = oracle(learnedAt, now, county);
      const bounds = { place: rules.placeOf({ court: 'MO-year', state: 'MO', county }), rule: rules.hearingRule('MO', 'absence-review', learnedAt.slice(0, 10)), docket: null };
      const first = DateTime.fromISO(now, { zone: ZONE }).startOf('day').plus({ days: 1, hours: 9 });
      for (let ahead = 0; ahead < 35; ahead++) {
        const startsAt = first.plus({ days: ahead });
        const day = startsAt.toISODate()!;
        const permitted = sits(DateTime.fromISO(day, { zone: 'utc' }), county) && day >= earliest && (late || day <= latest);
        const decide = () => scheduleHearing({
          hearingId: 'h', caseId: 'c', youthId: 'y', court: 'MO-year', county, caseType: 'dependency', kind: 'absence-review', docket: null, countedFrom: learnedAt,
          absenceReviewId: null, startsAt: instant(startsAt.toMillis()), afterWindow: late ? 'learned-late' : null,
        }, bounds)(hearings.initial, now);
        try {
          const { day: set, noticeBy } = decide()[0]!.data as { day: string; noticeBy: string };
          expect([permitted, set, noticeBy]).toEqual([true, day, walk(DateTime.fromISO(day, { zone: 'utc' }), 5, -1, county).toISODate()]);
        } catch (error) {
          if (!(error as DomainError).code) throw error;
          expect([permitted, (error as DomainError).code]).toEqual([false, expect.stringMatching(/^(not-a-court-day|hearing-outside-window)$/)]);
        }
      }
    }
  });
});
