import { personal } from '#kernel';
import { addsNothingTwice, specFor } from '#testing';
import { draftOrder, redraftOrder, signOrder } from './drafting.js';
import { orders, type Order, type OrderEvent } from './order.js';
import { draft, drafted, entered, ids, housing, matter, now, produce, review, signed } from './spec-kit.js';

const { given } = specFor<Order, OrderEvent>(orders);

const holder = { holderOrderId: 'h1', holder: 'US-KY', answerWithinDays: 30 };

describe('an order', () => {
  it('is drafted with its terms as fields', () => given().when(s => draftOrder(matter, 'disposition', draft())(s, now)).then(drafted()));
  it.each([
    ['without the law it rests on', draft({ authority: ' ' }), 'authority-required'],
    ['to produce a child at no time', draft({ terms: [{ ...produce, due: null }] }), 'term-without-date'],
    ['to review at no time', draft({ terms: [{ ...review, due: null }] }), 'term-without-date'],
    ['for services unnamed', draft({ terms: [{ ...housing, service: null }] }), 'service-not-named'],
    ['for a review of services', draft({ terms: [{ ...review, service: 'housing' }] }), 'service-not-named'],
    ['with one term twice', draft({ terms: [review, review] }), 'term-twice'],
    ['to holders, about no records', draft({ holders: [holder] }), 'holders-not-for-this-order'],
  ])('is refused %s', (_, wrong, code) => given().when(s => draftOrder(matter, 'disposition', wrong)(s, now)).thenRejected(code));
  it.each(['vacatur', 'expungement', 'sealing', 'unsealing'] as const)('of %s names holders, each once', kind => {
    given().when(s => draftOrder(matter, kind, draft({ holders: [holder] }))(s, now)).then(drafted(kind, { holders: [holder] }));
    given().when(s => draftOrder(matter, kind, draft({ holders: [holder, { ...holder, holderOrderId: 'h2' }] }))(s, now)).thenRejected('holder-twice');
  });

  it('is drafted anew until it is signed', () => {
    const news = draft({ terms: [review] });
    given(drafted()).when(s => redraftOrder(news)(s, now)).then({ type: 'OrderRedrafted', data: { ...ids, ...news } });
    given(drafted()).when(s => redraftOrder(draft())(s, now)).thenNothing();
    given(drafted()).when(s => redraftOrder(draft({ findings: personal('Others') }))(s, now)).then({ type: 'OrderRedrafted', data: { ...ids, ...draft({ findings: personal('Others') }) } });
    given(drafted(), signed).when(s => redraftOrder(news)(s, now)).thenRejected('order-signed');
    given(drafted(), signed, entered).when(s => redraftOrder(news)(s, now)).thenRejected('order-entered');
  });

  it('is signed once', () => {
    given(drafted()).when(s => signOrder(s, now)).then(signed);
    given(drafted(), signed).when(s => signOrder(s, now)).thenNothing();
    given().when(s => signOrder(s, now)).thenRejected('unknown-order');
  });

  it('adds nothing twice', () => {
    addsNothingTwice(orders, [], draftOrder(matter, 'disposition', draft()), now);
    addsNothingTwice(orders, [drafted()], redraftOrder(draft({ terms: [] })), now);
    addsNothingTwice(orders, [drafted()], signOrder, now);
  });
});
