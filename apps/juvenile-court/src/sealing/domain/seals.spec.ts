import { instant } from '#kernel';
import { addsNothingTwice, specFor } from '#testing';
import { caseSeals, seal, sealedToCourt, unseal, type CaseSeals, type Seal, type SealEvent } from './seals.js';

const { given } = specFor<CaseSeals, SealEvent>(caseSeals);
const now = instant('2026-03-02T09:00:00-06:00');
const ids = { caseId: 'c1', youthId: 'y1', sealId: 's1' };
const whole: Seal = { kind: 'case', targetId: 'c1', level: 'court', orderId: 'o1' };
const sealed: SealEvent = { type: 'RecordSealed', data: { ...ids, ...whole } };
const unsealed: SealEvent = { type: 'RecordUnsealed', data: { ...ids, orderId: 'o2' } };

const open: Seal = { ...whole, level: 'public' };
const opened: SealEvent = { type: 'RecordSealed', data: { ...ids, ...open } };

it('a case is sealed by an order', () => given().when(s => seal(ids, whole, 'sealing')(s, now)).then(sealed));
it('a case is opened to the public by an order', () => given().when(s => seal(ids, open, 'unsealing')(s, now)).then(opened));
it.each(['document', 'person'] as const)('a %s alone is never opened to the public', kind =>
  given().when(s => seal(ids, { ...open, kind, targetId: 'x' }, 'unsealing')(s, now)).thenRejected('level-not-for-part'));
it('a seal is lifted by an order', () => given(sealed).when(s => unseal(ids, 'o2', 'unsealing')(s, now)).then(unsealed));
it('a case open to the public is closed again by an order', () => given(opened).when(s => unseal(ids, 'o2', 'sealing')(s, now)).then(unsealed));
it('a seal that is lifted was there', () => given().when(s => unseal(ids, 'o2', 'unsealing')(s, now)).thenRejected('unknown-seal'));
it.each([null, 'disposition', 'vacatur'])('nothing is sealed or unsealed by an order that is %s', ordered => {
  given().when(s => seal(ids, whole, ordered)(s, now)).thenRejected('order-without-authority');
  given().when(s => seal(ids, open, ordered)(s, now)).thenRejected('order-without-authority');
  given(sealed).when(s => unseal(ids, 'o2', ordered)(s, now)).thenRejected('order-without-authority');
});
it('an order of the opposite does not do', () => {
  given().when(s => seal(ids, whole, 'unsealing')(s, now)).thenRejected('order-without-authority');
  given(sealed).when(s => unseal(ids, 'o2', 'sealing')(s, now)).thenRejected('order-without-authority');
});

it('a case is sealed to the court while such a seal is on the case itself', () => {
  const ofPart: SealEvent = { type: 'RecordSealed', data: { ...ids, sealId: 's2', kind: 'document', targetId: 'c1', level: 'court', orderId: 'o1' } };
  const lower: SealEvent = { type: 'RecordSealed', data: { ...ids, sealId: 's3', ...whole, level: 'agencies' } };
  const states = [[], [sealed], [sealed, unsealed], [ofPart], [lower], [lower, sealed]].map(past => sealedToCourt(given(...past).state()));
  expect(states).toEqual([false, true, false, false, false, true]);
});

it.each([['seal', [], seal(ids, whole, 'sealing')], ['unseal', [sealed], unseal(ids, 'o2', 'unsealing')]] as const)('%s, decided again, adds nothing', (_name, past, decision) =>
  addsNothingTwice(caseSeals, past, decision, now));
