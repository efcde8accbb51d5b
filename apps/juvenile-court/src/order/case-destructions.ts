import type { Recorded } from '#kernel';
import type { Destructions } from '#service';
import type { OrderEvent } from './domain/order.js';

/** Expunging a case destroys exactly that case's key: what law keeps elsewhere is not touched. */
export const caseDestructions: Destructions = {
  eventTypes: ['CaseExpunged'],
  ownersOf: event => {
    const { youthId, caseId } = (event as Recorded<OrderEvent>).data;
    return [{ youthId, scope: `court:${caseId}` }];
  },
};
