import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { holidayOn, zoneOf } from '#calendar';
import { US_STATES } from '#contracts';
import { loadDays } from './days.js';
import type { RulesDoNotLoad } from './read-folders.js';

const OWN = `calendar: own
jurisdiction: GA
name: Own
example: false
citation: X
verified: { on: null, against: x, unverified: x }
basedOn: us-federal
holidays: [{ name: Own Day, month: 5, weekday: monday, nth: 2 }]
closed: [{ day: 2026-03-04, name: Flood }]
`;
const ZONES = 'verified: { on: null, against: x, unverified: x }\nzones:\n  GA: { zone: America/Denver }\n';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'days-'));
  for (const inner of ['calendars', 'zones']) mkdirSync(join(folder, inner));
});
afterEach(() => rmSync(folder, { recursive: true }));
const put = (file: string, text: string) => writeFileSync(join(folder, file), text);
const calendar = (id: string) => loadDays([folder]).calendars.find(each => each.id === id)!;
const refusal = () => {
  try {
    loadDays([folder]);
  } catch (error) {
    return (error as RulesDoNotLoad).faults.map(({ file, line, reason }) => `${file}:${line}: ${reason}`);
  }
  return ['loads'];
};

it('every state has a time zone, and every calendar says what was not verified', () => {
  const { calendars, zones } = loadDays([]);
  expect(US_STATES.filter(state => !zoneOf(zones, { state, county: 'county' }))).toEqual([]);
  expect(calendars.map(({ id, verified }) => [id, verified.unverified !== ''])).toEqual([['us-ca-courts', true], ['us-federal', true]]);
});

it('a calendar adds to the one it is based on', () => {
  put('calendars/own.yaml', OWN);
  expect(['2026-05-11', '2026-03-04', '2026-07-03', '2026-07-06'].map(day => holidayOn(calendar('own'), day))).toEqual(['Own Day', 'Flood', 'Independence Day', undefined]);
  expect(holidayOn(calendar('us-federal'), '2026-05-11')).toBeUndefined();
});

it('a folder\'s own calendar and zone win', () => {
  put('zones/us.yaml', ZONES);
  put('calendars/us-federal.yaml', OWN.replace('calendar: own', 'calendar: us-federal').replace('basedOn: us-federal', 'observed: { saturday: 0, sunday: 0 }'));
  expect([zoneOf(loadDays([folder]).zones, { state: 'GA', county: 'x' }), zoneOf(loadDays([folder]).zones, { state: 'AL', county: 'x' })]).toEqual(['America/Denver', 'America/Chicago']);
  expect(holidayOn(calendar('us-federal'), '2026-07-03')).toBeUndefined();
});

it.each([
  ['calendars/own.yaml', OWN.replace('basedOn: us-federal', 'basedOn: lunar'), 'own.yaml:7: basedOn there is no calendar lunar'],
  ['calendars/own.yaml', OWN.replace('calendar: own', 'calendar: us-federal'), 'own.yaml:7: basedOn us-federal stands on another itself'],
  ['calendars/own.yaml', OWN.replace('basedOn: us-federal\n', ''), 'own.yaml:1: says either what it is basedOn, or how its holidays are observed'],
  ['calendars/own.yaml', OWN.replace(', nth: 2', ''), 'own.yaml:8: holidays/0 needs either a day, or a weekday with its nth'],
  ['calendars/own.yaml', OWN.replace('weekday: monday', 'weekday: someday'), 'own.yaml:8: holidays/0/weekday "someday" is not one of sunday, monday'],
  ['calendars/own.yaml', OWN.replace('2026-03-04', '2026-02-30'), 'own.yaml:9: closed/0/day must match format "date"'],
  ['calendars/own.yaml', OWN.replace('name: Own\n', ''), 'own.yaml:1: must have required property \'name\''],
  ['calendars/own.yaml', OWN.replace('[{ name: Own', '[{ name'), 'own.yaml:8: '],
  ['zones/us.yaml', ZONES.replace('Denver', 'Atlanta'), 'us.yaml:3: zones/GA/zone there is no time zone America/Atlanta'],
  ['zones/us.yaml', ZONES.replace('Denver }', 'Denver, unlisted: Mars }'), 'us.yaml:3: zones/GA/unlisted there is no time zone Mars'],
  ['zones/us.yaml', ZONES.replace('Denver }', 'Denver, counties: { Mars: [One] } }'), 'us.yaml:3: zones/GA/counties/Mars there is no time zone Mars'],
])('%s that is wrong does not load, and says where and why', (file, text, fault) => {
  put(file, text);
  expect(refusal()[0]).toContain(fault);
});

it('the faults of one file do not hide those of another', () => {
  put('calendars/a.yaml', OWN.replace('citation: X\n', ''));
  put('calendars/b.yaml', OWN.replace('jurisdiction: GA', 'jurisdiction: XX'));
  expect(refusal().map(fault => fault.slice(0, 6))).toEqual(['a.yaml', 'b.yaml']);
});
