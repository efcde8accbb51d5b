import type { Calendar } from '#calendar';
import { instant } from '#kernel';
import type { Setting } from './hearing.js';
import type { Docket, HearingRule } from './rule.js';
import type { Draft } from './scheduling.js';
import type { Bounds } from './sitting.js';

export const CALENDAR: Calendar = {
  id: 'x', jurisdiction: 'MO', name: 'X', citation: 'X', verified: { on: null, against: 'x', unverified: 'x' }, observed: { saturday: -1, sunday: 1 },
  holidays: [{ name: 'Memorial Day', month: 5, weekday: 'monday', nth: -1 }], closed: [{ day: '2026-03-12', name: 'Flood' }],
};

/** Within ten court days, noticed five before: with court on every weekday but the 12th, from Monday the 2nd until Tuesday the 17th. */
export const RULE: HearingRule = {
  id: 'EX-1', pack: 'example', example: true, citation: 'none', text: 'Hear it.', kind: 'absence-review', countedFrom: 'absence-learned',
  effective: { from: '2024-01-01', fromIs: 'in-force-by', to: null, basis: 'none' }, verified: { on: null, against: 'x', unverified: 'x' },
  latest: { courtDays: 10 }, notice: { courtDays: 5 }, continuance: { latest: { courtDays: 10 }, reasons: ['good-cause', 'counsel-unavailable'] },
};
export const DOCKET: Docket = {
  docket: 'trafficking', name: 'T', citation: 'none', counties: ['MO county 5'], caseTypes: ['dependency'], kinds: ['absence-review'],
  criteria: ['identified-victim'], sits: { weekday: 'tuesday', weeks: [1, 3] },
};
export const ZONE = 'America/Chicago';
export const bounds = (over: Partial<Bounds> = {}): Bounds => ({ place: { zone: ZONE, calendar: CALENDAR }, rule: RULE, docket: null, ...over });

export const IDS = { hearingId: 'h1', caseId: 'c1', youthId: 'y1' };
export const LEARNED = instant('2026-03-02T17:00:00-06:00');
export const NOW = instant('2026-03-03T09:00:00-06:00');
export const at = (day: string, hour = '09:30') => instant(`${day}T${hour}:00${day >= '2026-03-08' ? '-05:00' : '-06:00'}`);

export const draft = (startsAt: Setting['startsAt'], over: Partial<Draft> = {}): Draft => ({
  ...IDS, court: 'MO-circuit-5', county: 'MO county 5', caseType: 'dependency', kind: 'absence-review', docket: null, countedFrom: LEARNED,
  absenceReviewId: null, startsAt, afterWindow: null, ...over,
});
