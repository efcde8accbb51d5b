import { plusHours } from '#kernel';
import { addsNothingTwice, specFor } from '#testing';
import { markMerged, markSeparated, merge, unmerge } from './merging.js';
import { missingEpisodes, type Known, type MissingEpisode, type MissingEpisodeEvent } from './missing-episode.js';
import { recordInError } from './reporting.js';
import { allDone, closed, first, ids, learnedAt, located, missing, now, returned } from './spec-kit.js';

const { given } = specFor<MissingEpisode, MissingEpisodeEvent>(missingEpisodes);
const known = (...events: readonly MissingEpisodeEvent[]) => given(...events).state() as Known;
const reported = (fields: Partial<typeof first>): MissingEpisodeEvent => ({ type: 'ChildReportedMissing', data: { ...first, ...fields } });
const twin = reported({ episodeId: 'e2' });
const abroad = reported({ episodeId: 'e2', agency: 'US-KY', state: 'KY', county: 'KY county 4' });
const merged = (sameObligor: boolean): MissingEpisodeEvent => ({ type: 'EpisodesMerged', data: { ...ids, mergedEpisodeId: 'e2', sameObligor } });
const unmerged: MissingEpisodeEvent = { type: 'EpisodesUnmerged', data: { ...ids, mergedEpisodeId: 'e2', reason: 'duplicate' } };
const into = (intoEpisodeId: string): MissingEpisodeEvent => ({ type: 'EpisodeMergedInto', data: { episodeId: 'e2', youthId: 'y1', intoEpisodeId } });
const separated: MissingEpisodeEvent = { type: 'EpisodeSeparated', data: { episodeId: 'e2', youthId: 'y1', fromEpisodeId: 'e1' } };

describe('a merge', () => {
  it('is of two records of one absence', () => given(missing).when(s => merge(known(twin))(s, now)).then(merged(true)));
  it('keeps both obligors', () => given(missing).when(s => merge(known(abroad))(s, now)).then(merged(false)));
  it('is made once', () => addsNothingTwice(missingEpisodes, [missing], merge(known(twin)), now));
  it.each<[string, string, readonly MissingEpisodeEvent[], readonly MissingEpisodeEvent[]]>([
    ['itself', 'merge-with-itself', [missing], [missing]],
    ['another youth\'s', 'not-the-same-youth', [missing], [reported({ episodeId: 'e2', youthId: 'y2' })]],
    ['a later absence', 'episodes-do-not-overlap', [missing, located, returned], [reported({ episodeId: 'e2', learnedAt: plusHours(learnedAt, 20), lastSeenAt: null })]],
    ['one led on in a third', 'already-merged', [missing], [twin, into('e3')]],
    ['one that leads others', 'leads-others', [missing], [twin, { type: 'EpisodesMerged', data: { episodeId: 'e2', youthId: 'y1', mergedEpisodeId: 'e3', sameObligor: true } }]],
    ['one recorded in error', 'episode-recorded-in-error', [missing], [twin, { type: 'EpisodeRecordedInError', data: { episodeId: 'e2', youthId: 'y1', reason: 'duplicate' } }]],
    ['another, once closed', 'episode-closed', [...allDone, closed], [twin]],
    ['another, when led on elsewhere', 'episode-merged', [missing, into('e9')], [twin]],
  ])('with %s is refused: %s', (_what, code, leading, other) => given(...leading).when(s => merge(known(...other))(s, now)).thenRejected(code));
  it('marks the other first, once', () => {
    given(twin).when(s => markMerged(known(missing))(s, now)).then(into('e1'));
    addsNothingTwice(missingEpisodes, [twin], markMerged(known(missing)), now);
  });
  it('finds another one taken', () => given(twin, into('e3')).when(s => markMerged(known(missing))(s, now)).thenRejected('already-merged'));
});

describe('an un-merge', () => {
  const apart = unmerge({ mergedEpisodeId: 'e2', reason: 'duplicate' }, known(twin));
  it('lets both stand on their own', () => given(missing, merged(true)).when(s => apart(s, now)).then(unmerged));
  it('is made once', () => addsNothingTwice(missingEpisodes, [missing, merged(true)], apart, now));
  it('needs a merge', () => given(missing).when(s => apart(s, now)).thenRejected('not-merged'));
  it('comes first when one that leads others was recorded in error', () =>
    given(missing, merged(true)).when(s => recordInError({ reason: 'duplicate' })(s, now)).thenRejected('leads-others'));
  it('frees one that was recorded in error since', () => {
    const inError: MissingEpisodeEvent = { type: 'EpisodeRecordedInError', data: { episodeId: 'e2', youthId: 'y1', reason: 'duplicate' } };
    given(missing, merged(true)).when(s => unmerge({ mergedEpisodeId: 'e2', reason: 'duplicate' }, known(twin, inError))(s, now)).then(unmerged);
    given(twin, into('e1'), inError).when(s => markSeparated('e1')(s, now)).then(separated);
  });
  it('frees the other', () => given(twin, into('e1')).when(s => markSeparated('e1')(s, now)).then(separated));
  it('frees it from no other merge', () => given(twin, into('e3')).when(s => markSeparated('e1')(s, now)).thenNothing());
  it('completes a merge that stopped half-way', () =>
    given(missing).when(s => unmerge({ mergedEpisodeId: 'e2', reason: 'duplicate' }, known(twin, into('e1')))(s, now)).thenNothing());
  it('restores the other exactly', () => expect(known(twin, into('e1'), separated)).toEqual(known(twin)));
});
