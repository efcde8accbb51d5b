import { plusHours, plusMilliseconds } from '#kernel';
import { addsNothingTwice, specFor } from '#testing';
import { enterOrder } from './entering.js';
import { orders, type Order, type OrderEvent } from './order.js';
import { drafted, endOfDay, entered, matter, now, ordered, produce, review, signed } from './spec-kit.js';

const { given } = specFor<Order, OrderEvent>(orders);

const enter = enterOrder(endOfDay);
const holders = [{ holderOrderId: 'h1', holder: 'US-KY', answerWithinDays: 30 }, { holderOrderId: 'h2', holder: 'police:KY0300000', answerWithinDays: 10 }];
const named = [
  { holderOrderId: 'h1', holder: 'US-KY', answerBy: plusHours(now, 720) }, { holderOrderId: 'h2', holder: 'police:KY0300000', answerBy: plusHours(now, 240) },
];

describe('an order entered', () => {
  it('starts the clock of each term with a date, and of no other', () => given(drafted(), signed).when(s => enter(s, now))
    .then(entered, ordered(review, plusHours(now, 720)), ordered(produce, plusHours(now, 24))));
  it('has been signed', () => given(drafted()).when(s => enter(s, now)).thenRejected('order-without-authority'));
  it('is known', () => given().when(s => enter(s, now)).thenRejected('unknown-order'));
  it('asks for nothing that is late already', () => {
    const at = (due: typeof now) => drafted('disposition', { terms: [{ ...produce, due: { at: due } }] });
    given(at(now), signed).when(s => enter(s, now)).thenRejected('due-before-entry');
    const later = plusMilliseconds(now, 1);
    given(at(later), signed).when(s => enter(s, now)).then(entered, ordered(produce, later));
  });
  it('vacates the case it is about, at each holder', () => given(drafted('vacatur', { terms: [], holders }), signed).when(s => enter(s, now))
    .then(entered, { type: 'CaseVacated', data: { ...matter, orderedAt: now, holders: named } }));
  it('expunges the case it is about', () => given(drafted('expungement', { terms: [], holders: [] }), signed).when(s => enter(s, now))
    .then(entered, { type: 'CaseExpunged', data: { ...matter, orderedAt: now, holders: [] } }));
  it.each([['sealing', 'SealingOrdered'], ['unsealing', 'UnsealingOrdered']] as const)('of %s reaches each holder that it names', (kind, type) => {
    given(drafted(kind, { terms: [], holders }), signed).when(s => enter(s, now)).then(entered, { type, data: { ...matter, orderedAt: now, holders: named } });
    given(drafted(kind, { terms: [] }), signed).when(s => enter(s, now)).then(entered);
  });
  it('adds nothing twice', () => addsNothingTwice(orders, [drafted(), signed], enter, now));
});
