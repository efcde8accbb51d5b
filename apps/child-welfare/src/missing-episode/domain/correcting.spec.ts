import { plusHours, plusMilliseconds } from '#kernel';
import { addsNothingTwice, specFor } from '#testing';
import { correct, restate } from './correcting.js';
import { missingEpisodes, type Known, type MissingEpisode, type MissingEpisodeEvent } from './missing-episode.js';
import { allDone, closed, first, ids, lastSeenAt, learnedAt, missing, now } from './spec-kit.js';

const { given } = specFor<MissingEpisode, MissingEpisodeEvent>(missingEpisodes);
const { agency, state, county, coverage, ageBand, category } = first;
const basis = { agency, state, county, coverage, ageBand: ageBand!, category, learnedAt };
const youth = { coverage, ageBand };
const corrected = (fields: object, cause: string): MissingEpisodeEvent =>
  ({ type: 'EpisodeCorrected', data: { ...ids, ...basis, ...fields, cause } }) as MissingEpisodeEvent;
const earlier = plusHours(learnedAt, -2);

describe('a correction', () => {
  it('restates the whole basis', () => given(missing).when(s => correct({ cause: 'learned-at', learnedAt: earlier }, youth)(s, now))
    .then(corrected({ learnedAt: earlier }, 'learned-at')));
  it('takes age and coverage as they were at the corrected instant', () =>
    given(missing).when(s => correct({ cause: 'learned-at', learnedAt: earlier }, { coverage: 'none', ageBand: '18-to-20' })(s, now))
      .then(corrected({ learnedAt: earlier, coverage: 'none', ageBand: '18-to-20' }, 'learned-at')));
  it('moves the episode to another county', () => given(missing).when(s => correct({ cause: 'jurisdiction', county: 'GA county 2' }, youth)(s, now))
    .then(corrected({ county: 'GA county 2' }, 'jurisdiction')));
  it('that changes nothing is nothing', () => given(missing).when(s => correct({ cause: 'category', category }, youth)(s, now)).thenNothing());
  it('names what it corrects', () => given(missing).when(s => correct({ cause: 'category', category: undefined }, youth)(s, now)).thenRejected('nothing-to-correct'));
  it('fits its cause', () => given(missing).when(s => correct({ cause: 'category', learnedAt: earlier }, youth)(s, now)).thenRejected('cause-does-not-fit'));
  it('is not of the future', () =>
    given(missing).when(s => correct({ cause: 'learned-at', learnedAt: plusMilliseconds(now, 1) }, youth)(s, now)).thenRejected('learned-in-the-future'));
  it('is not before the child was last seen', () =>
    given(missing).when(s => correct({ cause: 'learned-at', learnedAt: plusMilliseconds(lastSeenAt, -1) }, youth)(s, now)).thenRejected('last-seen-after-learned'));
  it('opens a closed episode again', () => {
    const state = given(...allDone, closed, corrected({ category: 'abducted' }, 'category')).state() as Known;
    expect(state).toMatchObject({ status: 'returned', closedAt: null, category: 'abducted' });
  });
  it('twice adds nothing', () => addsNothingTwice(missingEpisodes, [missing], correct({ cause: 'category', category: 'abducted' }, youth), now));
});

describe('what changed in the youth\'s record', () => {
  it('reaches the episode with the age', () => given(missing).when(s => restate({ coverage, ageBand: '18-to-20' }, learnedAt)(s, now))
    .then(corrected({ ageBand: '18-to-20' }, 'birth-date')));
  it('and with the coverage', () => given(missing).when(s => restate({ coverage: 'none', ageBand }, learnedAt)(s, now)).then(corrected({ coverage: 'none' }, 'coverage')));
  it('and with coverage that began only afterwards, as of then, until that proves wrong', () => {
    const outside: MissingEpisodeEvent = { ...missing, data: { ...first, coverage: 'none' } } as MissingEpisodeEvent;
    const since = corrected({ ageBand: '18-to-20', coveredFrom: now }, 'coverage');
    given(outside).when(s => restate({ coverage, ageBand: '18-to-20', coveredFrom: now }, learnedAt)(s, now)).then(since);
    given(outside, since).when(s => restate({ coverage, ageBand: '18-to-20', coveredFrom: now }, learnedAt)(s, now)).thenNothing();
    given(outside, since).when(s => restate({ coverage: 'none', ageBand }, learnedAt)(s, now)).then(corrected({ coverage: 'none' }, 'coverage'));
  });
  it('leaves the age alone once the birth date was erased', () => given(missing).when(s => restate({ coverage }, learnedAt)(s, now)).thenNothing());
  it('is looked up again when the clock starts elsewhere by now', () =>
    given(missing).when(s => restate({ coverage: 'none', ageBand }, earlier)(s, now)).thenNothing());
  it('twice adds nothing', () => addsNothingTwice(missingEpisodes, [missing], restate({ coverage: 'none', ageBand }, learnedAt), now));
});
