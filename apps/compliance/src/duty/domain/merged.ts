import { ofType, type Fact } from './fact.js';

/** What concerns the merged episode alone: its own corrections, closing and mergers, and what authority did to its own duties. */
const ITS_OWN = [
  'EpisodeCorrected', 'EpisodeRecordedInError', 'EpisodeClosed', 'EpisodesMerged', 'EpisodesUnmerged', 'DutyPaused', 'DutyResumed', 'DutyExtended', 'DutyWaived',
] as const;

type Merger = Extract<Fact, { type: 'EpisodesMerged' }>;

const mergersOf = (facts: readonly Fact[]) => ofType(facts, 'EpisodesMerged', 'EpisodesUnmerged');

const obligorOf = (id: string, facts: readonly Fact[]): string | undefined =>
  ofType(facts, 'ChildReportedMissing', 'EpisodeCorrected').findLast(({ data }) => data.episodeId === id)?.data.agency;

/** As both are now known, for either may have been corrected since; where one is not, as the merger said. */
const isOfOneObligor = ({ data: { episodeId, mergedEpisodeId, sameObligor } }: Merger, facts: readonly Fact[]): boolean => {
  const [leading, merged] = [obligorOf(episodeId, facts), obligorOf(mergedEpisodeId, facts)];
  return leading && merged ? leading === merged : sameObligor;
};

const isInError = (id: string, facts: readonly Fact[]): boolean => ofType(facts, 'EpisodeRecordedInError').some(({ data }) => data.episodeId === id);

/** The episode of the same obligor that it is led on in as it now stands: what was owed for it is owed there. One recorded in error leads none. */
export const ledOnIn = (id: string, facts: readonly Fact[]): string | undefined => {
  const last = mergersOf(facts).findLast(({ data }) => data.mergedEpisodeId === id);
  const leads = last?.type === 'EpisodesMerged' && isOfOneObligor(last, facts) && !isInError(last.data.episodeId, facts);
  return leads ? last.data.episodeId : undefined;
};

/** The episodes, of whatever obligor, that this one was ever led on in. */
export const leadersOf = (id: string, facts: readonly Fact[]): readonly string[] =>
  [...new Set(ofType(facts, 'EpisodesMerged').filter(({ data }) => data.mergedEpisodeId === id).map(({ data }) => data.episodeId))];

/** The episodes, of whatever obligor, that were ever led on in this one. */
export const mergedEver = (id: string, facts: readonly Fact[]): readonly string[] =>
  [...new Set(ofType(facts, 'EpisodesMerged').filter(({ data }) => data.episodeId === id).map(({ data }) => data.mergedEpisodeId))];

/** Those of the same obligor that are led on in it as it now stands. One that was recorded in error tells nothing of this child's absence. */
export const mergedInto = (id: string, facts: readonly Fact[]): readonly string[] => mergedEver(id, facts).filter(merged =>
  ledOnIn(merged, facts) === id && !isInError(merged, facts));

const isItsOwn = (fact: Fact): boolean => ofType([fact], ...ITS_OWN).length > 0;

/** Of two records of one absence, whatever either says of it: the agency learned when the first of them was made, and told whom either says. */
export const countsFor = (merged: readonly string[]) => (fact: Fact): boolean =>
  fact.recordedWith === undefined || (merged.includes(fact.recordedWith) && !isItsOwn(fact));

const mayPart = (fact: Fact): boolean => ofType([fact], 'EpisodesUnmerged', 'EpisodeRecordedInError', 'EpisodeCorrected').length > 0;

/** What tells whose another is and whether it stands at all, be it led on here or leading. */
export const tellsWhose = (fact: Fact): boolean => ofType([fact], 'ChildReportedMissing', 'EpisodeCorrected', 'EpisodeRecordedInError').length > 0;

/** What counted while another was led on in this one, and counts no more. */
export const countedOnce = (id: string, facts: readonly Fact[]): readonly Fact[] => {
  const merged = mergedInto(id, facts);
  return mergedEver(id, facts).filter(other => !merged.includes(other)).flatMap(other => {
    const parted = facts.findLastIndex((fact, index) => mayPart(fact) && mergedInto(id, facts.slice(0, index)).includes(other));
    return facts.slice(0, Math.max(parted, 0)).filter(fact => fact.recordedWith === other && !isItsOwn(fact));
  });
};

/** Which merger was the last, as a code: only one of the same obligor moves a duty. */
export const mergerCause = (fact: Fact, facts: readonly Fact[]): string | null =>
  fact.type === 'EpisodesUnmerged' ? 'unmerged' : fact.type === 'EpisodesMerged' && isOfOneObligor(fact, facts) ? 'merged' : null;
