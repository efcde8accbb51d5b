import { instant, personal, plusMilliseconds } from '#kernel';
import { addsNothingTwice, specFor } from '#testing';
import { concerns, receiveConcern, type ConcernEvent, type ConcernState } from './concern.js';
import { INDICATORS } from './indicators.js';

const { given } = specFor<ConcernState, ConcernEvent>(concerns);
const now = instant('2026-03-02T15:00:00Z');
const concern = {
  concernId: '2a4c6e80-1b3d-4f5a-9c7e-0d2f4a6b8c1e', youthId: '7c8f0f3e-6a8e-4b5e-9d7b-0a4b1c2d3e4f', agency: 'US-MO', state: 'MO', county: 'MO county 5',
  receivedAt: now, receivedBy: 'hotline-worker', channel: 'telephone', trafficking: 'sex',
  indicators: [{ group: 'individual', code: 'says-so' }, { group: 'relationship', code: 'controlling-adult-or-older-partner' }],
} as const;
const reporter = { name: 'A. Neighbour', contact: '555-0100' };
const received = (by: typeof reporter | null): ConcernEvent =>
  ({ type: 'ConcernReceived', data: { ...concern, reporter: by && personal(by) }, occurredAt: now });

describe('a concern', () => {
  it('is received with its signs, the reporter sealed', () => given().when(state => receiveConcern({ ...concern, reporter })(state, now)).then(received(reporter)));
  it('may come from someone who gives no name', () => given().when(state => receiveConcern(concern)(state, now)).then(received(null)));
  it('is received once', () => given(received(null)).when(state => receiveConcern(concern)(state, now)).thenNothing());
  it('is not received in the future', () =>
    given().when(state => receiveConcern({ ...concern, receivedAt: plusMilliseconds(now, 1) })(state, now)).thenRejected('received-in-the-future'));
  it('knows its indicators by group', () =>
    given().when(state => receiveConcern({ ...concern, indicators: [{ group: 'societal', code: 'says-so' }] })(state, now)).thenRejected('unknown-indicator'));
  it('twice adds nothing', () => addsNothingTwice(concerns, [], receiveConcern({ ...concern, reporter }), now));
});

describe('the indicators', () => {
  it('have one group each', () => expect(new Set(Object.values(INDICATORS).flat()).size).toBe(Object.values(INDICATORS).flat().length));
});
