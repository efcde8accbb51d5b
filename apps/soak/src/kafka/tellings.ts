import { instant, type Instant } from '#kernel';
import type { Random } from '../random.js';
import { PERSONAL_MARK, type Told } from './messages.js';

const MINUTE = 60_000;
const FIRST = Date.parse('2025-01-06T06:00:00Z');
const OFFSETS = [-360, -300, 0, 330];

type Moment = { readonly at: Instant; /** With some offset from UTC. */ readonly text: string; readonly after: string };

const withOffset = (at: number, minutes: number): string => {
  const local = new Date(at + minutes * MINUTE).toISOString().slice(0, -1);
  const clock = (value: number) => String(Math.trunc(value)).padStart(2, '0');
  return minutes === 0 ? `${local}Z` : `${local}${minutes < 0 ? '-' : '+'}${clock(Math.abs(minutes) / 60)}:${clock(Math.abs(minutes) % 60)}`;
};

/** Moments of the past, each other than all before. */
export class Moments {
  private count = 0;

  constructor(private readonly random: Random) {}

  next(): Moment {
    const at = FIRST + ++this.count * MINUTE;
    const offset = this.random.pick(OFFSETS);
    return { at: instant(at), text: withOffset(at, offset), after: withOffset(at + MINUTE / 2, offset) };
  }
}

const full = (name: string) => `partner.child-welfare.${name}.v1`;
const named = (random: Random, learnedAt: string) =>
  ({ name: { value: `${PERSONAL_MARK} Child ${random.between(1, 1e9).toString(36)}`, source: 'agency-record', learnedAt } });

export const registered = (random: Random, { at, text }: Moment): Told => ({
  type: full('youth-registered'), data: { coverage: 'placed', claims: named(random, text) },
  effects: [{ at, types: ['IdentifierClaimed', 'YouthRegistered', 'YouthIdentifierLinked', 'YouthClaimMade'] }],
});

export const corrected = (random: Random, { at, text }: Moment): Told => ({
  type: full('youth-corrected'), data: { claims: named(random, text) }, effects: [{ at, types: ['YouthClaimCorrected'] }],
});

export const placed = (random: Random, { at, text }: Moment): Told => ({
  type: full('placement-changed'),
  data: { changedAt: text, coverage: 'placed', setting: random.pick(['foster-family-home', 'group-home-staff-operated', 'child-care-institution']) },
  effects: [{ at, types: ['PlacementChanged'] }],
});

export const concerned = (random: Random, { at, text }: Moment): Told => ({
  type: full('concern-received'),
  data: {
    receivedAt: text, receivedBy: 'hotline-worker', channel: 'telephone', trafficking: random.pick(['sex', 'labor']),
    indicators: [{ group: 'individual', code: 'missing-from-care-before' }], reporter: { name: `${PERSONAL_MARK} Teacher` },
  },
  effects: [{ at, types: ['ConcernReceived'] }],
});

export const missing = (random: Random, { at, text }: Moment, episode: string): Told => {
  const place = random.chance(0.5) ? { lastSeenPlace: `${PERSONAL_MARK} Street` } : {};
  return {
    type: full('missing-reported'), data: { episode, category: 'left-without-permission', learnedAt: text, learnedBy: 'hotline', ...place },
    effects: [{ at, types: ['ChildReportedMissing', ...('lastSeenPlace' in place ? ['LastSeenDescribed'] : [])] }],
  };
};

export const reported = (random: Random, { at, text, after }: Moment, episode: string): Told => {
  const receipt = random.chance(0.6) ? { receipt: { caseNumber: `${PERSONAL_MARK}-${random.between(1, 1e6)}` }, acknowledgedAt: after } : {};
  return {
    type: full('report-made'), data: { episode, recipient: random.pick(['police', 'ncmec']), madeAt: text, channel: 'telephone', ...receipt },
    effects: [{ at, types: ['StateReportReceived'] }],
  };
};

export const located = ({ at, text }: Moment, episode: string): Told => ({
  type: full('child-located'), data: { episode, locatedAt: text, circumstance: 'with-family' }, effects: [{ at, types: ['ChildLocated'] }],
});

/** A child's history in one message: each item an effect of its own. */
export const backfilled = (random: Random, moments: Moments, episode: string): Told => {
  const tells = [registered, placed, missing, reported, (_: Random, moment: Moment) => located(moment, episode)];
  const items = tells.map(tell => {
    const moment = moments.next();
    const { effects, ...item } = tell(random, moment, episode);
    return { item: { ...item, recordedAt: moment.after }, effects };
  });
  return { type: full('history-backfilled'), data: { items: items.map(({ item }) => item) }, effects: items.flatMap(({ effects }) => effects) };
};
