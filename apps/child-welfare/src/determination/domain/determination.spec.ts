import { instant, personal, plusMilliseconds } from '#kernel';
import { addsNothingTwice, specFor } from '#testing';
import { determinations, makeDetermination, notifyHhs, withdrawDetermination, type Basis, type Determination, type DeterminationEvent } from './determination.js';

const { given } = specFor<Determination, DeterminationEvent>(determinations);
const now = instant('2026-03-02T15:00:00Z');
const [determinationId, youthId] = ['1f3a5b7c-9d1e-4f20-8a2b-4c6d8e0f1a2b', '7c8f0f3e-6a8e-4b5e-9d7b-0a4b1c2d3e4f'];
const fact = {
  determinationId, youthId, agency: 'US-MO', state: 'MO', county: 'MO county 5', coverage: 'placed',
  outcome: 'identified-victim', trafficking: 'sex', determinedBy: 'agency', receivedAt: now,
} as const;
const basis: Basis = { codes: ['police-finding'], text: 'As told by the officer' };
const made: DeterminationEvent = { type: 'DeterminationMade', data: fact, occurredAt: now };
const recorded = (text: string | null): DeterminationEvent => ({
  type: 'DeterminationBasisRecorded', data: { determinationId, youthId, codes: basis.codes, text: text === null ? null : personal(text) }, occurredAt: now,
});
const withdrawn: DeterminationEvent = { type: 'DeterminationWithdrawn', data: { determinationId, youthId, reason: 'not-supported' } };

describe('a determination', () => {
  it('is published with its basis kept apart', () =>
    given().when(state => makeDetermination(fact, basis)(state, now)).then(made, recorded('As told by the officer')));
  it('needs no words', () => given().when(state => makeDetermination(fact, { codes: basis.codes })(state, now)).then(made, recorded(null)));
  it('is made once', () => given(made).when(state => makeDetermination(fact, basis)(state, now)).thenNothing());
  it('cannot rest on information a millisecond from now', () =>
    given().when(state => makeDetermination({ ...fact, receivedAt: plusMilliseconds(now, 1) }, basis)(state, now)).thenRejected('received-in-the-future'));
  it('twice adds nothing', () => addsNothingTwice(determinations, [], makeDetermination(fact, basis), now));
});

describe('a withdrawal', () => {
  it('takes the determination back', () => given(made, recorded(null)).when(state => withdrawDetermination({ reason: 'not-supported' })(state, now)).then(withdrawn));
  it('needs a determination', () => given().when(state => withdrawDetermination({ reason: 'wrong-youth' })(state, now)).thenRejected('unknown-determination'));
  it('twice adds nothing', () => addsNothingTwice(determinations, [made], withdrawDetermination({ reason: 'wrong-youth' }), now));
});

describe('the notice to HHS', () => {
  const notified: DeterminationEvent = { type: 'HhsNotified', data: { determinationId, youthId, notifiedAt: now }, occurredAt: now };
  it('may be given the moment the information came', () => given(made).when(state => notifyHhs({ notifiedAt: now })(state, now)).then(notified));
  it('is not given before', () => given(made).when(state => notifyHhs({ notifiedAt: plusMilliseconds(now, -1) })(state, now)).thenRejected('notified-before-received'));
  it('is not given of what was withdrawn', () => given(made, withdrawn).when(state => notifyHhs({ notifiedAt: now })(state, now)).thenRejected('determination-withdrawn'));
  it('twice adds nothing', () => addsNothingTwice(determinations, [made], notifyHhs({ notifiedAt: now }), now));
});
