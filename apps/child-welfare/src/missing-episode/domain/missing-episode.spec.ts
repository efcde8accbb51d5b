import { instant, personal, plusHours, plusMilliseconds } from '#kernel';
import { addsNothingTwice, specFor } from '#testing';
import { missingEpisodes, type MissingEpisode, type MissingEpisodeEvent } from './missing-episode.js';
import { loseWhereabouts, recordInError, reportMissing, type FirstReport } from './reporting.js';
import { locate, recordLocateAttempt } from './searching.js';

const { given } = specFor<MissingEpisode, MissingEpisodeEvent>(missingEpisodes);
const learnedAt = instant('2025-03-08T17:00:00-05:00');
const lastSeenAt = plusHours(learnedAt, -6);
const now = plusHours(learnedAt, 5);
const ids = { episodeId: 'e1', youthId: 'y1' };
const first: FirstReport = {
  ...ids, agency: 'US-GA', state: 'GA', county: 'GA county 1', coverage: 'placed', category: 'left-without-permission',
  learnedAt, learnedBy: 'hotline', lastSeenAt,
};
const missing: MissingEpisodeEvent = { type: 'ChildReportedMissing', data: first, occurredAt: learnedAt };
const absent: MissingEpisodeEvent = { ...missing, data: { ...first, category: 'absent-whereabouts-known' } };
const located: MissingEpisodeEvent = {
  type: 'ChildLocated', data: { ...ids, locatedAt: now, circumstance: 'in-hospital' }, occurredAt: now,
};
const inError: MissingEpisodeEvent = { type: 'EpisodeRecordedInError', data: { ...ids, reason: 'duplicate' } };
const attempt = { attemptId: 'a1', madeAt: now, contacted: 'school', result: 'no-information' } as const;
const find = locate({ locatedAt: now, circumstance: 'in-hospital' });

describe('a child reported missing', () => {
  it('starts the clock when the agency learned', () => given().when(s => reportMissing(first)(s, now)).then(missing));
  it('keeps the place last seen apart, as personal data', () =>
    given().when(s => reportMissing({ ...first, lastSeenPlace: personal('the bus station') })(s, now))
      .then(missing, { type: 'LastSeenDescribed', data: { ...ids, place: personal('the bus station') } }));
  it('is reported once', () => given(missing).when(s => reportMissing(first)(s, now)).thenNothing());
  it('is not reported again otherwise', () =>
    given(missing).when(s => reportMissing({ ...first, learnedAt: plusHours(first.learnedAt, 1) })(s, now)).thenRejected('already-reported'));
  it('may be learned of this instant', () => given().when(s => reportMissing(first)(s, learnedAt)).then(missing));
  it('cannot be learned of a millisecond from now', () =>
    given().when(s => reportMissing(first)(s, plusMilliseconds(learnedAt, -1))).thenRejected('learned-in-the-future'));
  it('was not seen after the agency learned', () =>
    given().when(s => reportMissing({ ...first, lastSeenAt: plusMilliseconds(learnedAt, 1) })(s, now)).thenRejected('last-seen-after-learned'));
});

describe('whereabouts that were known', () => {
  it('are lost when the agency learns so', () => given(absent).when(s => loseWhereabouts({ learnedAt: now })(s, now))
    .then({ type: 'WhereaboutsLost', data: { ...ids, learnedAt: now }, occurredAt: now }));
  it('are lost once', () => given(missing).when(s => loseWhereabouts({ learnedAt: now })(s, now)).thenNothing());
  it('are not lost in the future', () => given(absent).when(s => loseWhereabouts({ learnedAt: plusHours(now, 1) })(s, now)).thenRejected('learned-in-the-future'));
  it('are not lost before the absence was known', () =>
    given(absent).when(s => loseWhereabouts({ learnedAt: plusHours(learnedAt, -1) })(s, now)).thenRejected('lost-before-reported'));
});

describe('an attempt to find the child', () => {
  it('goes into the log', () => given(missing).when(s => recordLocateAttempt(attempt)(s, now))
    .then({ type: 'LocateAttemptMade', data: { ...attempt, ...ids }, occurredAt: now }));
  it('may be entered after the child was found', () => given(missing, located).when(s => recordLocateAttempt(attempt)(s, now)).then(
    { type: 'LocateAttemptMade', data: { ...attempt, ...ids }, occurredAt: now }));
  it('cannot lie ahead', () => given(missing).when(s => recordLocateAttempt(attempt)(s, plusMilliseconds(now, -1))).thenRejected('attempt-in-the-future'));
  it('needs an episode', () => given().when(s => recordLocateAttempt(attempt)(s, now)).thenRejected('unknown-episode'));
});

describe('a child located', () => {
  it('is located, not returned', () => given(missing).when(s => find(s, now)).then(located));
  it('is located once', () => given(missing, located).when(s => find(s, now)).thenNothing());
  it('is not located at two times', () =>
    given(missing, located).when(s => locate({ locatedAt: learnedAt, circumstance: 'other' })(s, now)).thenRejected('already-located'));
  it('may be located the moment last seen', () =>
    given(missing).when(s => locate({ locatedAt: lastSeenAt, circumstance: 'other' })(s, now)).then(
      { type: 'ChildLocated', data: { ...ids, locatedAt: lastSeenAt, circumstance: 'other' }, occurredAt: lastSeenAt }));
  it('is not located before last seen', () =>
    given(missing).when(s => locate({ locatedAt: plusMilliseconds(lastSeenAt, -1), circumstance: 'other' })(s, now)).thenRejected('located-before-last-seen'));
  it('is not located in the future', () => given(missing).when(s => find(s, plusMilliseconds(now, -1))).thenRejected('located-in-the-future'));
  it('may have been learned of later, and says so once', () => {
    const told = { locatedAt: lastSeenAt, circumstance: 'other', learnedAt } as const;
    const learned: MissingEpisodeEvent = { type: 'ChildLocated', data: { ...ids, ...told }, occurredAt: lastSeenAt };
    given(missing).when(s => locate(told)(s, now)).then(learned);
    given(missing, learned).when(s => locate(told)(s, now)).thenNothing();
    given(missing, learned).when(s => locate({ ...told, learnedAt: now })(s, now)).thenRejected('already-located');
  });
  it('is learned of no millisecond before it happened, and none ahead', () => {
    given(missing).when(s => locate({ locatedAt: now, circumstance: 'other', learnedAt: plusMilliseconds(now, -1) })(s, now)).thenRejected('learned-before-located');
    given(missing).when(s => locate({ locatedAt: now, circumstance: 'other', learnedAt: plusMilliseconds(now, 1) })(s, now)).thenRejected('learned-in-the-future');
  });
  it('was missing first', () => given().when(s => find(s, now)).thenRejected('unknown-episode'));
});

describe('an episode recorded in error', () => {
  it('says why', () => given(missing).when(s => recordInError({ reason: 'duplicate' })(s, now)).then(inError));
  it('says so once', () => given(missing, inError).when(s => recordInError({ reason: 'duplicate' })(s, now)).thenNothing());
  it('takes no more facts', () => given(missing, inError).when(s => find(s, now)).thenRejected('episode-recorded-in-error'));
});

it.each([
  ['reportMissing', [], reportMissing(first)],
  ['loseWhereabouts', [absent], loseWhereabouts({ learnedAt: now })],
  ['recordLocateAttempt', [missing], recordLocateAttempt(attempt)],
  ['locate', [missing], find],
  ['recordInError', [missing], recordInError({ reason: 'wrong-youth' })],
] as const)('%s, decided again, adds nothing', (_name, past, decision) => addsNothingTwice(missingEpisodes, past, decision, now));
