import { instant, personal, plusMilliseconds } from '#kernel';
import { addsNothingTwice, specFor } from '#testing';
import { describeCircumstances, episodeCircumstances, type EpisodeCircumstances, type EpisodeCircumstancesEvent } from './episode-circumstances.js';

const { given } = specFor<EpisodeCircumstances, EpisodeCircumstancesEvent>(episodeCircumstances);
const learnedAt = instant('2026-03-02T15:00:00Z');
const ids = { descriptionId: 'd1', episodeId: 'e1', youthId: 'y1', learnedAt };
const told = { ...ids, placement: { kind: 'relative' as const, name: personal('Home of a made-up aunt') } };
const described: EpisodeCircumstancesEvent = { type: 'EpisodeCircumstancesDescribed', data: told, occurredAt: learnedAt };

describe('the circumstances of an absence', () => {
  it('are kept as they were told', () => given().when(s => describeCircumstances(told)(s, learnedAt)).then(described));
  it('may say that there was none of something', () =>
    given().when(s => describeCircumstances({ ...ids, services: [] })(s, learnedAt)).then({ ...described, data: { ...ids, services: [] } }));
  it('are told once', () => given(described).when(s => describeCircumstances(told)(s, learnedAt)).thenNothing());
  it('must tell something', () => given().when(s => describeCircumstances(ids)(s, learnedAt)).thenRejected('nothing-described'));
  it('cannot be learned of tomorrow', () =>
    given().when(s => describeCircumstances(told)(s, plusMilliseconds(learnedAt, -1))).thenRejected('learned-in-the-future'));
  it('add nothing when told again', () => addsNothingTwice(episodeCircumstances, [], describeCircumstances(told), learnedAt));
});
