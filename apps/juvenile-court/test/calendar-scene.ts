import { randomUUID } from 'node:crypto';
import { instant, type Instant } from '#kernel';
import { eventually, type TestService } from '#testing';
import type { Asked, Requests } from './answers.js';
import { clerk, COUNTY, COURT, done, openCase } from './court.js';
import { enteredOrder } from './orders.js';
import { publish } from './published.js';
import type { Seal } from './wall.js';

export const NOW = instant('2026-03-02T15:00:00Z'); // Monday, nine in the morning in Missouri
const LEARNED: Instant = instant('2026-03-01T23:00:00Z');
const MOTION_DAY = '2026-04-06';
const REVIEW_AT = '2026-03-11T09:00:00-05:00';

type Matter = Readonly<Record<'caseId' | 'chargeId' | 'partyId' | 'youthId' | 'motion' | 'vacated' | 'hearing' | 'review' | 'check' | 'order' | 'holderOrder', string>>;
/** Both cases of A are what will be sealed to the court, a person of B to agencies, and the document that charges B's child to the court. */
export type CalendarScene = { readonly a: Matter; readonly b: Matter; readonly seals: readonly Seal[] };

const MISSOURI = { agency: 'US-MO', state: 'MO', county: COUNTY, coverage: 'placed' };

/** A missing, trafficked child with a case that protects and one that charges: hearings, an absence review, a check, a vacatur order to a holder. */
const layMatter = async (service: TestService, hour: string): Promise<Matter> => {
  const youthId = randomUUID();
  const { caseId, partyId } = await openCase(service, { youthId }, 'attorney-1');
  const { caseId: chargeId } = await openCase(service, { filingType: 'delinquency', youthId }, 'attorney-1');
  await publish(service, 'childWelfare.determination', { type: 'DeterminationMade', data: {
    determinationId: randomUUID(), youthId, ...MISSOURI, outcome: 'identified-victim', trafficking: 'sex', determinedBy: 'agency', receivedAt: NOW, ageBand: 'under-18',
  } });
  await publish(service, 'childWelfare.missingEpisode', { type: 'ChildReportedMissing', data: {
    ...MISSOURI, episodeId: randomUUID(), youthId, category: 'abducted', learnedAt: LEARNED, learnedBy: 'agency', lastSeenAt: null,
  } });
  const one = (list: string) => eventually(async () => ((await service.get(clerk, `${list}?limit=200`)).body.items as Record<string, string>[]).find(each => each.youthId === youthId));
  const review = (await one('/absence-reviews')).reviewId!;
  const check = (await one('/safe-harbor-checks')).checkId!;
  const { body: { id: motion } } = await done(service, clerk, '/hearings', { caseId, kind: 'motion', startsAt: `${MOTION_DAY}T${hour}:00:00-05:00` });
  await done(service, clerk, `/hearings/${motion}/notices`, { partyId, servedAt: NOW, method: 'in-court' });
  const { body: { id: vacated }, headers: { etag } } = await done(service, clerk, '/hearings', { caseId, kind: 'motion', startsAt: `${MOTION_DAY}T${hour}:30:00-05:00` });
  await done(service, clerk, `/hearings/${vacated}/vacating`, { reason: 'set-in-error' }, { 'if-match': etag! });
  const { body: { id: hearing } } = await done(service, clerk, `/absence-reviews/${review}/hearing`, { startsAt: REVIEW_AT });
  const { orderId: order } = await enteredOrder(service, { caseId: chargeId, kind: 'vacatur', holders: [{ holder: 'US-MO-police', answerWithinDays: 10 }] });
  const holderOrder = await eventually(async () =>
    ((await service.get(clerk, `/holder-orders?orderId=${order}`)).body.items as { holderOrderId: string }[])[0]?.holderOrderId);
  await eventually(() => service.get(clerk, `/absence-reviews/${review}`), ({ body }) => // the notices of the hearing that was set are ready to sign
    body.hearingId === hearing && body.notices.some(({ day }: { day: string }) => day === '2026-03-11'));
  return { caseId, chargeId, partyId, youthId, motion, vacated, hearing, review, check, order, holderOrder } as Matter;
};

export const layCalendar = async (service: TestService): Promise<CalendarScene> => {
  service.clock.set(NOW);
  const [a, b] = [await layMatter(service, '09'), await layMatter(service, '10')];
  const seals: Seal[] = [];
  const targets = [
    { caseId: a.caseId, kind: 'case', targetId: a.caseId, level: 'court' }, { caseId: a.chargeId, kind: 'case', targetId: a.chargeId, level: 'court' },
    { caseId: b.caseId, kind: 'person', targetId: b.partyId, level: 'agencies' },
    { caseId: b.chargeId, kind: 'document', targetId: b.chargeId, level: 'court' },
  ];
  for (const target of targets) {
    const { caseId } = target;
    const { orderId: sealing } = await enteredOrder(service, { caseId, kind: 'sealing' });
    const { orderId: unsealing, position } = await enteredOrder(service, { caseId, kind: 'unsealing' });
    seals.push({ ...target, sealing, unsealing });
    await service.get(clerk, '/cases', { 'min-position': position });
  }
  return { a, b, seals };
};

/** What a day in court is made of, asked and acted on. None of it changes anything, whoever sends it. */
export const dayOf = ({ a, b }: CalendarScene): Requests => {
  const get = (path: string): Asked => ({ method: 'get', path });
  const post = (path: string, body: object = {}, headers: Record<string, string> = {}): Asked => ({ method: 'post', path, body, headers });
  const stale = { 'if-match': '"0"' };
  const past = '2026-02-27T15:00:00.000Z';
  const ruling = { decidedBy: 'court', officer: 'Judge Synthetic Example', decidedAt: NOW, allegation: 'prostitution', outcomes: ['referred-to-services'], provisions: [] };
  return {
    'hearings': get('/hearings'), 'hearings, page 1': get('/hearings?limit=1'), 'hearings of the day': get(`/hearings?day=${MOTION_DAY}`),
    'hearings in A': get(`/hearings?caseId=${a.caseId}`), 'motions': get('/hearings?kind=motion&status=scheduled'),
    'hearing in A': get(`/hearings/${a.motion}`), 'review hearing in A': get(`/hearings/${a.hearing}`), 'hearing in B': get(`/hearings/${b.motion}`),
    'window in A': get(`/hearings/window?caseId=${a.caseId}&kind=absence-review&countedFrom=${LEARNED}`),
    'absences': get('/absence-reviews'), 'absences, page 1': get('/absence-reviews?limit=1'), 'absences of the week': get('/absence-reviews/week'),
    'case by A\'s number': post('/cases/search', { court: COURT, docketNumber: `26-JU-${a.caseId.slice(0, 5)}` }),
    'absence in A': get(`/absence-reviews/${a.review}`), 'absence in B': get(`/absence-reviews/${b.review}`),
    'day': get('/clerks-day'), 'day, page 1': get('/clerks-day?limit=1'), 'day of the judge': get('/clerks-day?waitingFor=judge'),
    'checks': get('/safe-harbor-checks'), 'checks, page 1': get('/safe-harbor-checks?limit=1'), 'report of checks': get('/safe-harbor-checks/report'),
    'check in A': get(`/safe-harbor-checks/${a.check}`), 'check in B': get(`/safe-harbor-checks/${b.check}`),
    'provisions for A': get(`/safe-harbor-checks/${a.check}/provisions`),
    'holders': get('/holder-orders'), 'holders of A': get(`/holder-orders?orderId=${a.order}`), 'holder of A': get(`/holder-orders/${a.holderOrder}`),
    'order in A': get(`/orders/${a.order}`),
    'set a past hearing in A': post('/hearings', { caseId: a.caseId, kind: 'motion', startsAt: past }),
    'notice to nobody of A': post(`/hearings/${a.motion}/notices`, { partyId: randomUUID(), servedAt: NOW, method: 'mail' }),
    'continue in A, stale': post(`/hearings/${a.motion}/continuance`, { startsAt: `${MOTION_DAY}T15:00:00-05:00`, reason: 'good-cause' }, stale),
    'hold in A, stale': post(`/hearings/${a.motion}/outcome`, { heldAt: NOW, outcome: 'completed' }, stale),
    'propose to vacate in A again': post(`/hearings/${a.vacated}/vacating-proposal`, { reason: 'matter-resolved' }),
    'vacate in A, stale': post(`/hearings/${a.motion}/vacating`, { reason: 'set-in-error' }, stale),
    'sign in A, stale': post(`/absence-reviews/${a.review}/notices/${a.partyId}/signature`, {}, stale),
    'set a second hearing in A': post(`/absence-reviews/${a.review}/hearing`, { startsAt: REVIEW_AT }),
    'decide in A, stale': post(`/safe-harbor-checks/${a.check}/decision`, ruling, stale),
    'answer for A\'s holder, too early': post(`/holder-orders/${a.holderOrder}/receipt`, { answer: 'done', answeredAt: past }),
  };
};
