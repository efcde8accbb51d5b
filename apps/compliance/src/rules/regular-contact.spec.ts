import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { instant, plusHours, type Instant } from '#kernel';
import { assess, verdictOf, type Fact } from '../duty/index.js';
import { configuredRules, SHIPPED } from './load-rules.js';

const DAY = 24;
const learnedAt = instant('2026-03-02T15:00:00Z');
const on = (day: number) => plusHours(learnedAt, day * DAY);
const ids = { episodeId: '0a4c1c9e-5a8b-4d0e-9d6c-1f5a3b7c2d10', youthId: '1b5d2daf-6b9c-4e1f-8e7d-2a6b4c8d3e21' };
const fact = (type: string, at: Instant, data: object, eventId = `${type}@${at}`) =>
  ({ type, eventId, occurredAt: at, knownAt: at, recordedAt: at, claimed: false, data: { ...ids, ...data } }) as unknown as Fact;

const missing = fact('ChildReportedMissing', learnedAt, {
  agency: 'US-MO', state: 'MO', county: 'MO county 5', coverage: 'placed', category: 'abducted', learnedBy: 'agency', lastSeenAt: null, learnedAt, ageBand: 'under-18',
});
const told = fact('ReportMade', on(0), {
  reportId: 'r1', subjectKind: 'missing-episode', subjectId: ids.episodeId, agency: 'US-MO', recipient: 'police', madeAt: on(0), channel: 'telephone', madeBy: 'agency', missingElements: [],
});
const contact = (day: number, who = 'police') => fact('CommunicationHeld', on(day), { with: who, heldAt: on(day) });
const located = (day: number) => fact('ChildLocated', on(day), { locatedAt: on(day), circumstance: 'other' });

describe('an agency\'s own interval of contact with police, in a folder of its own', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'rules-'));
    const example = readFileSync(join(SHIPPED, 'example-regular-contact.yaml'), 'utf8');
    writeFileSync(join(folder, 'ours.yaml'), example.replace('example: true', 'example: false').replace('EX-', 'MO-').replace('jurisdiction: US', 'jurisdiction: MO'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const verdicts = (asOfDay: number, ...facts: readonly Fact[]) =>
    assess(configuredRules({ COMPLIANCE_RULES: folder }), [missing, told, ...facts], { asOf: on(asOfDay), asKnownAt: null })
      .filter(({ rule: { id } }) => id === 'MO-regular-contact-police').map(one => [one.opening, verdictOf(one, on(asOfDay)).verdict]);

  it('asks for the next contact after the report, and after each contact', () =>
    expect(verdicts(13, contact(5), contact(11))).toEqual([[told.eventId, 'on-time'], [contact(5).eventId, 'on-time'], [contact(11).eventId, 'open']]));
  it('is missed where none follows in time, and met late', () => {
    expect(verdicts(30, contact(5))).toEqual([[told.eventId, 'on-time'], [contact(5).eventId, 'never']]);
    expect(verdicts(30, contact(5), contact(20), located(21))).toEqual([[told.eventId, 'on-time'], [contact(5).eventId, 'late'], [contact(20).eventId, 'ended-before-due']]);
  });
  it('ends when the child is located', () => expect(verdicts(30, contact(5), located(8))).toEqual([[told.eventId, 'on-time'], [contact(5).eventId, 'ended-before-due']]));
  it('begins no more once the child is located, though that is told later', () => {
    const inAll = (day: number) => [[told.eventId, 'on-time'], [contact(5).eventId, 'on-time'], [contact(day).eventId, 'not-required']];
    expect(verdicts(30, contact(5), located(8), contact(9))).toEqual(inAll(9));
    expect(verdicts(30, contact(5), contact(9), located(8))).toEqual(inAll(9));
    expect(verdicts(30, contact(5), contact(8), located(8))).toEqual(inAll(8));
  });
  it('takes no contact with another for one with police', () => expect(verdicts(30, contact(5, 'ncmec'))).toEqual([[told.eventId, 'never']]));
  it('is nobody\'s while no folder says so', () =>
    expect(configuredRules({}).filter(({ id, example }) => id.includes('regular-contact') && !example)).toEqual([]));
});
