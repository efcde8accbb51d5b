import { randomUUID } from 'node:crypto';
import { plusHours } from '#kernel';
import type { TestService } from '#testing';
import type { Asked, Requests } from './answers.js';
import { attorney, caseworker, clerk, docketed, done, judge, openCase } from './court.js';
import { enteredOrder } from './orders.js';

const ATTORNEY = 'attorney-1';

/** Ids of what a court holds before anything is sealed. `never` stands for what never existed. */
export type Scene = Readonly<Record<'a' | 'b' | 'open' | 'otherCourt' | 'otherState' | 'motionInA' | 'motionInB' | 'partyInA' | 'partyInB' | 'youthOfA' | 'never', string>> & {
  /** Entered before anything else is asked, so that only the seals themselves can change an answer. */
  readonly orders: Readonly<Record<'sealA' | 'unsealA' | 'sealB' | 'unsealB', string>>;
};

const later = (service: TestService) => service.clock.set(plusHours(service.clock.now(), 1));

/** Case A and a document and a person of case B are what will be sealed; the attorney represents somebody in both. */
export const layScene = async (service: TestService): Promise<Scene> => {
  const youthOfA = randomUUID();
  const { caseId: a, partyId: partyInA } = await openCase(service, { filingType: 'delinquency', youthId: youthOfA }, ATTORNEY);
  later(service);
  const { caseId: b } = await openCase(service, {}, ATTORNEY);
  const { body: { partyId: partyInB } } = await done(service, clerk, `/cases/${b}/parties`, {
    role: 'guardian', name: 'Sam Synthetic', address: '2 Synthetic Street', addressProtected: true, noticeRequired: true,
  });
  const inCase = (caseId: string, urgent: boolean) => ({ caseId, urgent, court: undefined, county: undefined, youthId: undefined });
  const motionInA = await docketed(service, { ...inCase(a, true), filingType: 'pick-up-order-motion' }, attorney);
  const motionInB = await docketed(service, { ...inCase(b, false), filingType: 'pick-up-order-motion' }, caseworker);
  for (const [caseId, partyId, documentId] of [[a, partyInA, motionInA], [b, partyInB, motionInB]]) {
    for (const method of ['mail', 'personal']) {
      await done(service, clerk, `/cases/${caseId}/services`, { partyId, documentId, method, servedAt: service.clock.now(), servedBy: 'Server Synthetic' });
    }
  }
  later(service);
  const open = await docketed(service);
  await done(service, judge, `/cases/${open}/seals`, { kind: 'case', targetId: open, level: 'public', orderId: await ordered(service, open, 'unsealing') });
  later(service);
  const otherCourt = await docketedIn(service, 'MO-circuit-6', 'MO county 6');
  later(service);
  const otherState = await docketedIn(service, 'KY-circuit-5', 'KY county 5');
  later(service);
  const orders = {
    sealA: await ordered(service, a, 'sealing'), unsealA: await ordered(service, a, 'unsealing'),
    sealB: await ordered(service, b, 'sealing'), unsealB: await ordered(service, b, 'unsealing'),
  };
  const { headers } = await done(service, clerk, `/cases/${a}/parties`, { role: 'child', name: 'A. Synthetic', addressProtected: true, noticeRequired: false });
  await service.get(clerk, '/cases', { 'min-position': headers.position! });
  return { a, b, open, otherCourt, otherState, motionInA, motionInB, partyInA, partyInB, youthOfA, never: randomUUID(), orders };
};

const ordered = async (service: TestService, caseId: string, kind: string) => (await enteredOrder(service, { caseId, kind })).orderId;

const docketedIn = (service: TestService, court: string, county: string): Promise<string> => {
  const there = { role: 'clerk', subject: `clerk-of-${court}`, agency: court, county };
  return docketed(service, { court, county }, there, there);
};

/** Forty-three requests: what is there, counted, listed by pages and acted on. None of them changes anything, whoever sends it. */
export const requestsOn = (scene: Scene, service: TestService, afterA: string): Requests => {
  const { a, b, open, otherCourt, otherState, motionInA, motionInB, partyInA, partyInB, youthOfA, never, orders } = scene;
  const get = (path: string): Asked => ({ method: 'get', path });
  const post = (path: string, body: object = {}): Asked => ({ method: 'post', path, body });
  const tomorrow = plusHours(service.clock.now(), 24);
  const serve = (partyId: string, documentId: string) => ({ partyId, documentId, method: 'mail', servedAt: tomorrow });
  const again = { authority: 'Order 1' };
  return {
    'cases': get('/cases'), 'cases, page 1': get('/cases?limit=1'), 'cases after A': get(`/cases?limit=1&cursor=${afterA}`),
    'dependency cases': get('/cases?caseType=dependency'), 'delinquency cases': get('/cases?caseType=delinquency'),
    'cases of A\'s youth': get(`/cases?youthId=${youthOfA}`), 'orders': get('/orders?kind=sealing'), 'orders in B': get(`/orders?caseId=${b}`),
    'case A': get(`/cases/${a}`), 'case B': get(`/cases/${b}`), 'open case': get(`/cases/${open}`), 'case of another court': get(`/cases/${otherCourt}`),
    'case of another state': get(`/cases/${otherState}`), 'no case': get(`/cases/${never}`),
    'services in A': get(`/cases/${a}/services`), 'services in A, page 1': get(`/cases/${a}/services?limit=1`), 'services in B': get(`/cases/${b}/services`),
    'order in A': get(`/orders/${orders.sealA}`),
    'seals on A': get(`/cases/${a}/seals`), 'seals on B': get(`/cases/${b}/seals`),
    'filings': get('/filings'), 'filings, page 1': get('/filings?limit=2'), 'filings in A': get(`/filings?caseId=${a}`),
    'filings in B': get(`/filings?caseId=${b}`), 'docketed filings': get('/filings?status=docketed'), 'urgent filings': get('/filings?urgent=true'),
    'motions': get('/filings?filingType=pick-up-order-motion'),
    'filing that opened A': get(`/filings/${a}`), 'motion in A': get(`/filings/${motionInA}`), 'motion in B': get(`/filings/${motionInB}`),
    'no filing': get(`/filings/${never}`),
    'amend A, stale': { method: 'put', path: `/cases/${a}`, body: { division: 'x' }, headers: { 'if-match': '"0"' } },
    'permit telling in A, stale': { ...post(`/cases/${a}/parties/${partyInA}/telling-permitted`, again), headers: { 'if-match': '"0"' } },
    'permit telling in B without If-Match': post(`/cases/${b}/parties/${partyInB}/telling-permitted`, again),
    'serve tomorrow in A': post(`/cases/${a}/services`, serve(partyInA, motionInA)),
    'serve tomorrow in B': post(`/cases/${b}/services`, serve(partyInB, motionInB)),
    'serve stale in A': { ...post(`/cases/${a}/services`, serve(partyInA, motionInA)), headers: { 'if-match': '"1"' } },
    'serve stale in B': { ...post(`/cases/${b}/services`, serve(partyInB, motionInB)), headers: { 'if-match': '"1"' } },
    'review motion in A': post(`/filings/${motionInA}/review`), 'submit motion in A': post(`/filings/${motionInA}/submission`),
    'submit motion in B': post(`/filings/${motionInB}/submission`),
    'open a person of A': post(`/cases/${a}/seals`, { kind: 'person', targetId: partyInA, level: 'public', orderId: never }),
    'lift no seal of A': post(`/cases/${a}/seals/${never}/unsealing`, { orderId: never }),
  };
};
