import { DomainError, plusHours, plusMilliseconds } from '#kernel';
import { addsNothingTwice, specFor } from '#testing';
import { close, type OpenDuty } from './closing.js';
import { missingEpisodes, type MissingEpisode, type MissingEpisodeEvent } from './missing-episode.js';
import { reportMissing } from './reporting.js';
import { locate } from './searching.js';
import { allDone, closed, first, located, locatedAt, missing, now, returned } from './spec-kit.js';

const { given } = specFor<MissingEpisode, MissingEpisodeEvent>(missingEpisodes);
const closing = { closedAt: now, reason: 'returned' } as const;
const duty: OpenDuty = { dutyId: 'd1', ruleId: 'ga-court-notice', recipient: 'court', deadline: now };
const refusal = (past: readonly MissingEpisodeEvent[], duties: readonly OpenDuty[]) => {
  try {
    close(closing, duties)(given(...past).state(), now);
    return undefined;
  } catch (error) {
    return error as DomainError;
  }
};

describe('an episode closes', () => {
  it('when everything is done', () => given(...allDone).when(s => close(closing, [])(s, now)).then(closed));
  it('once', () => addsNothingTwice(missingEpisodes, allDone, close(closing, []), now));
  it('not while a duty is open, and says which', () => {
    const { code, details } = refusal(allDone, [duty])!;
    expect([code, details]).toEqual(['duties-open', { errors: [{ pointer: '/duties/d1', code: 'ga-court-notice', detail: `Due ${now}` }] }]);
  });
  it.each(['returned', 'interview', 'screening', 'factors', 'response', 'services'])('not without: %s', step => {
    const without = allDone.filter((_, index) => index !== ['', '', 'returned', 'interview', 'screening', 'factors', 'response', 'services'].indexOf(step));
    expect(refusal(without, [])?.details).toEqual({ errors: [expect.objectContaining({ pointer: `/steps/${step}`, code: `${step}-open` })] });
  });
  it('not while the child is missing', () => given(missing).when(s => close({ ...closing, reason: 'deceased' }, [])(s, now)).thenRejected('not-located'));
  it('not in the future', () => given(...allDone).when(s => close(closing, [])(s, plusMilliseconds(now, -1))).thenRejected('closed-in-the-future'));
  it('not before the return', () => given(...allDone).when(s => close({ ...closing, closedAt: locatedAt }, [])(s, now)).thenRejected('closed-before-found'));
  it('for a child who will not return when nothing is owed any more', () =>
    given(missing, located).when(s => close({ ...closing, reason: 'aged-out' }, [])(s, now))
      .then({ ...closed, data: { ...closed.data, reason: 'aged-out' } } as MissingEpisodeEvent));
  it('for a child who will not return not while something is owed', () =>
    given(missing, located).when(s => close({ ...closing, reason: 'deceased' }, [duty])(s, now)).thenRejected('duties-open'));
  it('for a child who returned as returned', () =>
    given(missing, located, returned).when(s => close({ ...closing, reason: 'aged-out' }, [])(s, now)).thenRejected('child-returned'));
});

describe('a closed episode', () => {
  it('takes nothing new', () => given(...allDone, closed).when(s => locate({ locatedAt: plusHours(now, 1), circumstance: 'other' })(s, plusHours(now, 1))).thenRejected('episode-closed'));
  it('is not reported again', () => given(...allDone, closed).when(s => reportMissing(first)(s, now)).thenNothing());
  it('is not closed at another time', () => given(...allDone, closed).when(s => close({ ...closing, closedAt: locatedAt }, [])(s, now)).thenRejected('episode-closed'));
});
