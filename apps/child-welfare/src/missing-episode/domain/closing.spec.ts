import { DomainError, plusHours, plusMilliseconds } from '#kernel';
import { addsNothingTwice, specFor } from '#testing';
import { close, type OpenDuty, type Owed } from './closing.js';
import { missingEpisodes, type Known, type MissingEpisode, type MissingEpisodeEvent } from './missing-episode.js';
import { reportMissing } from './reporting.js';
import { locate } from './searching.js';
import {
  allDone, back, closed, first, ids, interviewed, learnedAt, located, locatedAt, missing, now, returned, returnedAt, screened,
} from './spec-kit.js';

const { given } = specFor<MissingEpisode, MissingEpisodeEvent>(missingEpisodes);
const closing = { closedAt: now, reason: 'returned' } as const;
const duty: OpenDuty = { dutyId: 'd1', ruleId: 'ga-court-notice', recipient: 'court', deadline: now };
const nothing: Owed = { assessed: true, open: [], waived: [] };
const refusal = (past: readonly MissingEpisodeEvent[], owed: Partial<Owed>, merged: readonly Known[] = []) => {
  try {
    close(closing, { ...nothing, ...owed }, merged)(given(...past).state(), now);
    return undefined;
  } catch (error) {
    return error as DomainError;
  }
};

describe('an episode closes', () => {
  it('when everything is done', () => given(...allDone).when(s => close(closing, nothing, [])(s, now)).then(closed));
  it('once', () => addsNothingTwice(missingEpisodes, allDone, close(closing, nothing, []), now));
  it('not while a duty is open, and says which', () => {
    const { code, details } = refusal(allDone, { open: [duty] })!;
    expect([code, details]).toEqual(['duties-open', { errors: [{ pointer: '/duties/d1', code: 'ga-court-notice', detail: `Due ${now}` }] }]);
  });
  it.each(['returned', 'interview', 'screening', 'factors', 'response', 'services'])('not without: %s', step => {
    const without = allDone.filter((_, index) => index !== ['', '', 'returned', 'interview', 'screening', 'factors', 'response', 'services'].indexOf(step));
    expect(refusal(without, {})?.details).toEqual({ errors: [expect.objectContaining({ pointer: `/steps/${step}`, code: `${step}-open` })] });
  });
  it.each([
    ['interview', 'US-return-interview'], ['screening', 'US-screening-on-return'], ['factors', 'US-primary-factors'], ['response', 'US-response-to-factors'],
    ['services', 'US-services'],
  ])('without %s where that was waived, and nothing else is left out', (step, ruleId) => {
    const { details } = refusal([missing, located, returned], { waived: [ruleId] })!;
    const left = ['interview', 'screening', 'factors', 'response', 'services'].filter(each => each !== step);
    expect((details.errors as { pointer: string }[]).map(({ pointer }) => pointer)).toEqual(left.map(each => `/steps/${each}`));
  });
  it('not before it is known what is owed, even where nothing is yet', () =>
    given(...allDone).when(s => close(closing, { ...nothing, assessed: false }, [])(s, now)).thenRejected('duties-not-yet-known'));
  it('not while the child is missing', () => given(missing).when(s => close({ ...closing, reason: 'deceased' }, nothing, [])(s, now)).thenRejected('not-located'));
  it('not in the future', () => given(...allDone).when(s => close(closing, nothing, [])(s, plusMilliseconds(now, -1))).thenRejected('closed-in-the-future'));
  it('not before the return', () => given(...allDone).when(s => close({ ...closing, closedAt: locatedAt }, nothing, [])(s, now)).thenRejected('closed-before-found'));
  it('for a child who will not return when nothing is owed any more', () =>
    given(missing, located).when(s => close({ ...closing, reason: 'aged-out' }, nothing, [])(s, now))
      .then({ ...closed, data: { ...closed.data, reason: 'aged-out' } } as MissingEpisodeEvent));
  it('for a child who will not return not while something is owed', () =>
    given(missing, located).when(s => close({ ...closing, reason: 'deceased' }, { ...nothing, open: [duty] }, [])(s, now)).thenRejected('duties-open'));
  it('for a child who returned as returned', () =>
    given(missing, located, returned).when(s => close({ ...closing, reason: 'aged-out' }, nothing, [])(s, now)).thenRejected('child-returned'));
});

describe('an episode that another one of the same absence was merged into', () => {
  const as = (episodeId: string, ...events: readonly MissingEpisodeEvent[]) =>
    given(...events.map(event => ({ ...event, data: { ...event.data, episodeId } }) as MissingEpisodeEvent)).state() as Known;
  const together = close(closing, nothing, [as('e2', ...allDone)]);
  it('closes by what was recorded with either', () => given(missing).when(s => together(s, now)).then(closed));
  it('leaves nothing out that neither has', () =>
    expect(refusal([missing, located, returned, interviewed], {}, [as('e2', missing, screened)])?.details).toEqual(
      { errors: ['factors', 'response', 'services'].map(step => expect.objectContaining({ pointer: `/steps/${step}` })) }));
  it.each<[string, Partial<Known>]>([['another agency\'s', { agency: 'US-MO' }], ['recorded in error', { status: 'in-error' }]])('but not when that one is %s', (_, fields) =>
    given(missing).when(s => close(closing, nothing, [{ ...as('e2', ...allDone), ...fields }])(s, now)).thenRejected('not-located'));
  it('does not close before the child was back by either', () =>
    given(...allDone).when(s => close({ ...closing, closedAt: returnedAt }, nothing, [{ ...as('e2', ...allDone), locatedAt: now, returned: { ...back, returnedAt: now } }])(s, now))
      .thenRejected('closed-before-found'));
  it('stands as it stood before when a correction opens it again', () => {
    const { agency, state, county, coverage, ageBand, category } = first;
    const correction = { ...ids, agency, state, county, coverage, ageBand: ageBand!, category, learnedAt, cause: 'birth-date' } as const;
    expect(given(missing, closed, { type: 'EpisodeCorrected', data: correction }).state()).toMatchObject({ status: 'missing', closedAt: null });
  });
});

describe('a closed episode', () => {
  it('takes nothing new', () => given(...allDone, closed).when(s => locate({ locatedAt: plusHours(now, 1), circumstance: 'other' })(s, plusHours(now, 1))).thenRejected('episode-closed'));
  it('is not reported again', () => given(...allDone, closed).when(s => reportMissing(first)(s, now)).thenNothing());
  it('is not closed at another time', () => given(...allDone, closed).when(s => close({ ...closing, closedAt: locatedAt }, nothing, [])(s, now)).thenRejected('episode-closed'));
});
