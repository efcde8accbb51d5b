import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { publishedEvents } from '#contracts';
import type { Category, Event } from '#kernel';
import { concerns } from '../../apps/child-welfare/src/concern/domain/concern.js';
import { determinations } from '../../apps/child-welfare/src/determination/domain/determination.js';
import { episodeCircumstances } from '../../apps/child-welfare/src/episode-review/domain/episode-circumstances.js';
import { missingEpisodes } from '../../apps/child-welfare/src/missing-episode/domain/missing-episode.js';
import { screenings } from '../../apps/child-welfare/src/screening/domain/screening.js';
import { youthIdentifiers } from '../../apps/child-welfare/src/youth/domain/identifier.js';
import { youths } from '../../apps/child-welfare/src/youth/domain/youth.js';
import { assessments } from '../../apps/compliance/src/duty/domain/assessment.js';
import { duties } from '../../apps/compliance/src/duty/domain/duty.js';
import { absenceReviews } from '../../apps/juvenile-court/src/absence-review/domain/absence-review.js';
import { courtCases } from '../../apps/juvenile-court/src/case/domain/court-case.js';
import { filings } from '../../apps/juvenile-court/src/filing/domain/filing.js';
import { hearings } from '../../apps/juvenile-court/src/hearing/domain/hearing.js';
import { holderOrders } from '../../apps/juvenile-court/src/holder-order/domain/holder-order.js';
import { orders } from '../../apps/juvenile-court/src/order/domain/order.js';
import { checks } from '../../apps/juvenile-court/src/safe-harbor/domain/check.js';
import { standings } from '../../apps/juvenile-court/src/safe-harbor/domain/standing.js';
import { caseSeals } from '../../apps/juvenile-court/src/sealing/domain/seals.js';
import { recoveries } from '../../apps/law-enforcement/src/recovery/domain/recovery.js';
import { reports } from '../../apps/law-enforcement/src/report/domain/report.js';

type AnyCategory = Category<unknown, Event>;
type Golden = { readonly category: string; readonly file: string; readonly type: string; readonly schemaVersion: number; readonly data: unknown };

const categories = [
  youths, youthIdentifiers, concerns, screenings, determinations, missingEpisodes, episodeCircumstances, reports, recoveries, duties, assessments,
  filings, courtCases, caseSeals, orders, holderOrders, checks, standings, hearings, absenceReviews,
] as readonly unknown[] as readonly AnyCategory[];

const EVENTS = join(import.meta.dirname, 'events');
const APPS = join(import.meta.dirname, '../../apps');

const goldens = readdirSync(EVENTS).flatMap(category => readdirSync(join(EVENTS, category)).map((file): Golden =>
  ({ category, file, ...JSON.parse(readFileSync(join(EVENTS, category, file), 'utf8')) as Pick<Golden, 'type' | 'schemaVersion' | 'data'> })));
const goldensOf = ({ name }: AnyCategory) => goldens.filter(({ category }) => category === name);

const sources = readdirSync(APPS, { recursive: true, encoding: 'utf8' })
  .filter(path => /\/domain\/.*(?<!\.spec)\.ts$/.test(path)).map(path => readFileSync(join(APPS, path), 'utf8'));
const found = (pattern: RegExp) => sources.flatMap(source => [...source.matchAll(pattern)].map(([, name]) => name!)).sort();

const privateTypes = found(/\bEvent<\s*'(\w+)'/g);
const decidedOn = found(/\b(?:case |\btype === )'([A-Z]\w+)'/g);

describe('what is stored', () => {
  it('belongs to a category that is looked at here', () =>
    expect(found(/: Category<[^>]*> = \{\s*name: '([\w.]+)'/g)).toEqual(categories.map(({ name }) => name).sort()));

  it('has a golden file per event type', () => {
    const kept = new Set(goldens.map(({ type }) => type));
    expect([...privateTypes, ...decidedOn, ...publishedEvents.keys()].filter(type => !kept.has(type))).toEqual([]);
  });

  it('has a golden file per version of its shape', () => {
    const versions = categories.flatMap(category => goldensOf(category).flatMap(({ type }) =>
      Array.from({ length: category.schemaVersions?.[type] ?? 1 }, (_, index) => `${category.name}/${type}.v${index + 1}.json`)));
    expect(goldens.map(({ category, file }) => `${category}/${file}`).sort()).toEqual([...new Set(versions)].sort());
  });

  it('keeps its name', () => {
    const known = new Set([...privateTypes, ...publishedEvents.keys()]);
    expect(goldens.filter(({ type }) => !known.has(type)).map(({ file }) => file)).toEqual([]);
    expect(goldens.filter(({ type, schemaVersion, file }) => file !== `${type}.v${schemaVersion}.json`)).toEqual([]);
  });
});

const ajv = new Ajv({ strict: false });
addFormats.default(ajv);

it.each(goldens.filter(({ type }) => publishedEvents.has(type)))('$file is as its contract says', ({ type, data }) => {
  ajv.validate(publishedEvents.get(type)!.schema, data);
  expect(ajv.errors).toBeNull();
});

/** As a decision reads it: here every key was destroyed. */
const opened = (data: unknown): unknown =>
  JSON.parse(JSON.stringify(data), (_, value: unknown) => (typeof value === 'object' && value !== null && 'sealed' in value ? { erased: true } : value));

describe.each(categories)('$name', category => {
  const fold = (state: unknown, { type, schemaVersion, data }: Golden): unknown => {
    const upcast = category.upcasters?.[type];
    const newest = upcast ? upcast(opened(data) as never, schemaVersion) : opened(data);
    return category.evolve(state, { type, data: newest } as Event);
  };

  it.each(goldensOf(category))('reads $file first and after any other', golden => {
    expect(fold(category.initial, golden)).toBeDefined();
    for (const earlier of goldensOf(category)) expect(fold(fold(category.initial, earlier), golden)).toBeDefined();
  });
  it('begins with one of them', () =>
    expect(goldensOf(category).some(golden => JSON.stringify(fold(category.initial, golden)) !== JSON.stringify(category.initial))).toBe(true));
});
