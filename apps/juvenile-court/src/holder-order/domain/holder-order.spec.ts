import { instant, plusHours, plusMilliseconds } from '#kernel';
import { addsNothingTwice, specFor } from '#testing';
import { giveReceipt, holderOrders, issue, type Answer, type HolderOrder, type HolderOrderEvent } from './holder-order.js';

const { given } = specFor<HolderOrder, HolderOrderEvent>(holderOrders);
const now = instant('2026-03-03T15:00:00Z');
const ids = { holderOrderId: 'h1', orderId: 'o1', caseId: 'c1', youthId: 'y1', holder: 'police:KY0300000', agency: 'KY-district-30' };
const data = { ...ids, state: 'KY', county: 'KY county 30', ordered: 'expunge', issuedAt: plusHours(now, -24), answerBy: plusHours(now, 240) } as const;
const issued: HolderOrderEvent = { type: 'HolderOrderIssued', data, occurredAt: data.issuedAt };
const done: Answer = { answer: 'done', law: null, answeredAt: now };
const answered: HolderOrderEvent = { type: 'HolderReceiptGiven', data: { ...ids, ...done }, occurredAt: now };

describe('an order to a holder of records', () => {
  it('is issued once', () => {
    given().when(s => issue(data)(s, now)).then(issued);
    addsNothingTwice(holderOrders, [], issue(data), now);
  });
  it('is answered once', () => {
    given(issued).when(s => giveReceipt(done)(s, now)).then(answered);
    given(issued, answered).when(s => giveReceipt({ ...done, answer: 'nothing-held' })(s, now)).thenRejected('already-answered');
    addsNothingTwice(holderOrders, [issued], giveReceipt(done), now);
  });
  it.each<[string, Partial<Answer>, string]>([
    ['keeps a copy by no law', { answer: 'retained-by-law' }, 'law-not-named'],
    ['names a law for nothing kept', { law: 'Example statute 9' }, 'law-not-named'],
    ['answers in the future', { answeredAt: plusMilliseconds(now, 1) }, 'answered-in-the-future'],
    ['answers before the order', { answeredAt: plusMilliseconds(data.issuedAt, -1) }, 'answered-before-order'],
  ])('is refused where the holder %s', (_, over, code) => given(issued).when(s => giveReceipt({ ...done, ...over })(s, now)).thenRejected(code));
  it('is known', () => given().when(s => giveReceipt(done)(s, now)).thenRejected('unknown-holder-order'));
});
