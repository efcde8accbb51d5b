import { instant } from '#kernel';
import { addsNothingTwice, specFor } from '#testing';
import { claimIdentifier, claimIdentifierFor, releaseIdentifier, youthIdentifiers, type IdentifierEvent, type IdentifierState } from './identifier.js';

const { given } = specFor<IdentifierState, IdentifierEvent>(youthIdentifiers);
const now = instant('2026-03-02T15:00:00Z');
const claimed = (youthId: string, claim = 1): IdentifierEvent => ({ type: 'IdentifierClaimed', data: { youthId, claim } });
const released = (youthId: string, claim = 1): IdentifierEvent => ({ type: 'IdentifierReleased', data: { youthId, claim } });

describe('an agency identifier', () => {
  it('is claimed by the first', () => given().when(state => claimIdentifier({ youthId: 'a' })(state, now)).then(claimed('a')));
  it('stays with the first when another registers under it', () => given(claimed('a')).when(state => claimIdentifier({ youthId: 'b' })(state, now)).thenNothing());
  it('cannot be linked to another', () => given(claimed('a')).when(state => claimIdentifierFor({ youthId: 'b' })(state, now)).thenRejected('identifier-held-by-another-youth'));
  it('is released by its holder', () => given(claimed('a')).when(state => releaseIdentifier({ youthId: 'a', claim: 1 })(state, now)).then(released('a')));
  it('is not released for another, nor by a release meant for an earlier claim', () => {
    given(claimed('a')).when(state => releaseIdentifier({ youthId: 'b', claim: 1 })(state, now)).thenNothing();
    given(claimed('a'), released('a'), claimed('a', 2)).when(state => releaseIdentifier({ youthId: 'a', claim: 1 })(state, now)).thenNothing();
  });
  it('is claimed again once released', () => given(claimed('a'), released('a')).when(state => claimIdentifierFor({ youthId: 'b' })(state, now)).then(claimed('b', 2)));
  it('claimed or released twice adds nothing', () => {
    addsNothingTwice(youthIdentifiers, [], claimIdentifier({ youthId: 'a' }), now);
    addsNothingTwice(youthIdentifiers, [], claimIdentifierFor({ youthId: 'a' }), now);
    addsNothingTwice(youthIdentifiers, [claimed('a')], releaseIdentifier({ youthId: 'a', claim: 1 }), now);
  });
});
