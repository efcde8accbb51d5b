import { instant, personal, plusHours, plusMilliseconds } from '#kernel';
import { addsNothingTwice, specFor } from '#testing';
import { recordRecovery, recoveries, type Recovery, type RecoveryEvent } from './recovery.js';

const { given } = specFor(recoveries);
const lastSeenAt = instant('2026-03-07T17:00:00-05:00');
const recoveredAt = plusHours(lastSeenAt, 30);
const now = plusHours(recoveredAt, 5);
const ids = { recoveryId: 'v1', youthId: 'y1' };
const recovery: Recovery = {
  recoveryId: 'v1', episode: { id: 'e1', youthId: 'y1', agency: 'US-GA', county: 'GA county 2', lastSeenAt, withdrawn: false },
  recovered: { recoveredAt, releasedTo: 'hospital', arrested: true }, described: { condition: 'tired', immediateNeeds: null },
};
const recovered: RecoveryEvent = {
  type: 'ChildRecovered', data: { ...ids, episodeId: 'e1', agency: 'US-GA', recoveredAt, releasedTo: 'hospital', arrested: true }, occurredAt: recoveredAt,
};
const described: RecoveryEvent = {
  type: 'RecoveryDescribed', data: { ...ids, county: 'GA county 2', condition: personal('tired'), immediateNeeds: null }, occurredAt: recoveredAt,
};
const record = (over: { recovered?: object; episode?: object } = {}) => recordRecovery({
  ...recovery, recovered: { ...recovery.recovered, ...over.recovered }, episode: { ...recovery.episode, ...over.episode },
});

describe('a recovery', () => {
  it('is published, its description kept apart as personal data', () => given().when(s => record()(s, now)).then(recovered, described));
  it('is recorded once', () => given(recovered, described).when(s => record()(s, now)).thenNothing());
  it('is not made over', () =>
    given(recovered, described).when(s => record({ recovered: { releasedTo: 'detention' } })(s, now)).thenRejected('already-recorded'));
  it('may be this moment', () => given().when(s => record()(s, recoveredAt)).then(recovered, described));
  it('cannot be a millisecond from now', () => given().when(s => record()(s, plusMilliseconds(recoveredAt, -1))).thenRejected('recovered-in-the-future'));
  it('cannot be a millisecond before the child was last seen', () =>
    given().when(s => record({ recovered: { recoveredAt: plusMilliseconds(lastSeenAt, -1) } })(s, now)).thenRejected('recovered-before-last-seen'));
  it('has no such limit when nobody knows when the child was last seen', () =>
    given().when(s => record({ episode: { lastSeenAt: null } })(s, now)).then(recovered, described));
  it('needs an episode that stands', () => given().when(s => record({ episode: { withdrawn: true } })(s, now)).thenRejected('subject-withdrawn'));
  it('adds nothing twice', () => addsNothingTwice(recoveries, [], record(), now));
});
