import { randomUUID } from 'node:crypto';
import type { DutyMet, DutyOpened } from '#contracts';
import { plusHours, plusMilliseconds, type Category, type Instant } from '#kernel';
import { startService, type TestService } from '#testing';
import { childWelfare } from '../service.js';

const caseworker = { role: 'caseworker', county: 'GA county 1' };
const supervisor = { role: 'supervisor' };

/** What compliance would append about an episode. */
const duties: Category<null, DutyOpened | DutyMet> = { name: 'compliance.duty', scope: 'agency', initial: null, evolve: state => state };

let service: TestService;
let now: Instant;
let youthId: string;
const at = (hours: number) => plusHours(now, hours);

beforeAll(async () => {
  service = await startService(childWelfare);
  now = service.clock.now();
});
afterAll(() => service?.stop());
beforeEach(async () => {
  const youth = await service.post(caseworker, '/youths', { agency: 'US-GA', state: 'GA', county: 'GA county 1', coverage: 'placed' });
  youthId = youth.body.id;
});

const reported = async () => (await service.post(caseworker, '/missing-episodes', {
  youthId, category: 'left-without-permission', learnedAt: at(-48), learnedBy: 'hotline', lastSeenAt: at(-50),
})).body.id as string;
const told = async (id: string, path: string, body: object, as: { role: string; county?: string } = caseworker) => {
  const answer = await service.post(as, `/missing-episodes/${id}/${path}`, body);
  return [answer.status, answer.body.code, answer.body.revision].filter(Boolean);
};
const done = async (id: string, path: string, body: object) => {
  const answer = await service.post(caseworker, `/missing-episodes/${id}/${path}`, body);
  expect([path, answer.status, answer.body.code]).toEqual([path, 200, undefined]);
  return answer;
};
const appended = async (dutyId: string, event: DutyOpened | DutyMet) => String((await service.open.store.decide(duties, dutyId, () => [event], {
  commandId: randomUUID(), fingerprint: '', correlationId: 'test', actor: { subject: 'compliance', role: 'system', agency: null, county: null },
})).position);
const screening = async (of = youthId) => (await service.post(caseworker, '/screenings', { youthId: of, completedAt: at(-9), result: 'none' })).body.id as string;

const toReturn = async (id: string) => {
  await done(id, 'located', { locatedAt: at(-12), circumstance: 'in-hospital' });
  await done(id, 'returned', { returnedAt: at(-10), to: 'new-placement', caregiverWilling: 'no' });
};
const afterReturn = async (id: string) => {
  await done(id, 'return-interviews', { heldAt: at(-9), outcome: 'held', answers: { 'What made you leave?': 'A synthetic quarrel' } });
  await done(id, 'return-screenings', { screeningId: await screening() });
  await done(id, 'factors', { determinedAt: at(-8), factors: ['placement-conflict'] });
  await done(id, 'responses', { respondedAt: at(-7), placement: 'current', responses: ['placement-changed'] });
  return done(id, 'services', { arrangedAt: at(-6), services: ['medical', 'advocate'] });
};
const closure = { closedAt: '', reason: 'returned' };
const close = (id: string, headers: Record<string, string> = {}) =>
  service.post(caseworker, `/missing-episodes/${id}/closure`, { ...closure, closedAt: at(-1) }, headers);

it('leads an episode from the call to its closure', async () => {
  const id = await reported();
  await done(id, 'packet', { photo: 'records/photos/1', height: '165 cm', suicidalTendencies: 'none known' });
  await done(id, 'locate-attempts', { madeAt: at(-47), contacted: 'friend', result: 'no-information', note: 'A synthetic friend' });
  await done(id, 'communications', { with: 'ncmec', heldAt: at(-24) });
  await done(id, 'notices', { about: 'missing', to: 'attorney', channel: 'telephone', givenAt: at(-46) });
  await done(id, 'withheld-notices', { about: 'missing', to: 'parents', withheldAt: at(-46), authority: 'Order of the juvenile court' });
  await done(id, 'motions', { motion: 'pick-up-order', filedAt: at(-40) });
  await toReturn(id);
  await done(id, 'notices', { about: 'located', to: 'ncmec', channel: 'electronic', givenAt: at(-11) });
  const { headers } = await afterReturn(id);
  const read = (as: { role: string }, position: string) => service.get(as, `/missing-episodes/${id}`, { 'min-position': position });
  const { body } = await read(caseworker, headers.position!);
  expect(body).toMatchObject({
    status: 'returned', ageBand: 'unknown', packet: { photo: 'records/photos/1', height: '165 cm' }, returned: { to: 'new-placement', caregiverWilling: 'no' },
    interviews: [{ outcome: 'held', answers: { 'What made you leave?': 'A synthetic quarrel' } }], openSteps: [],
    notices: [{ to: 'attorney', despiteWithholding: false }, { to: 'ncmec' }], withheldNotices: [{ to: 'parents', authority: 'Order of the juvenile court' }],
    communications: [{ with: 'ncmec' }], motions: [{ motion: 'pick-up-order' }], screenings: [{ completedAt: at(-9) }],
    factors: [{ factors: ['placement-conflict'] }], responses: [{ placement: 'current' }], services: [{ services: ['medical', 'advocate'] }],
  });
  expect(body.missingElements).toEqual([
    'weight', 'sex', 'ethnicity', 'race', 'hairColor', 'eyeColor', 'pregnancy', 'prescriptionMedications', 'traffickingVulnerability', 'otherRisks',
  ]);
  const outside = (await read({ role: 'compliance-officer' }, headers.position!)).body;
  expect([outside.packet.photo, outside.interviews[0].answers]).toEqual([{ withheld: true }, { withheld: true }]);

  const dutyId = randomUUID();
  const duty = { dutyId, youthId };
  const opening = (of: { dutyId: string; youthId: string }, fields: { obligor?: 'law-enforcement'; binding?: boolean } = {}) => appended(of.dutyId, {
    type: 'DutyOpened', data: {
      ...of, ...fields, ruleId: 'example-court-notice', ruleVersion: '2024-01-01', subjectKind: 'missing-episode', subjectId: id, agency: 'US-GA', state: 'GA',
      county: 'GA county 1', recipient: 'court', clockStart: at(-48), deadline: at(-2), alerts: [], imported: false,
    },
  });
  await opening({ dutyId: randomUUID(), youthId }, { obligor: 'law-enforcement' }); // neither of these keeps the agency's episode open
  await opening({ dutyId: randomUUID(), youthId }, { binding: false });
  const opened = await opening(duty);
  const refused = await close(id, { 'min-position': opened });
  expect([refused.status, refused.body.code, refused.body.errors]).toEqual(
    [409, 'duties-open', [{ pointer: `/duties/${dutyId}`, code: 'example-court-notice', detail: `Due ${at(-2)}` }]]);
  const met = await appended(dutyId, { type: 'DutyMet', data: { ...duty, metAt: at(-1), onTime: false, reportId: null } }); // late, and done
  const closedNow = await close(id, { 'min-position': met });
  expect(closedNow.status).toBe(200);
  expect((await read(supervisor, closedNow.headers.position!)).body).toMatchObject({ status: 'closed', closedAt: at(-1), closingReason: 'returned' });
  expect(await told(id, 'factors', { determinedAt: now, factors: ['school'] })).toEqual([409, 'episode-closed']);
  await done(id, 'locate-attempts', { madeAt: at(-30), contacted: 'school', result: 'no-contact' });
});

it('lists every step that keeps an episode open', async () => {
  const id = await reported();
  expect((await close(id)).body.code).toBe('not-located');
  await done(id, 'located', { locatedAt: at(-12), circumstance: 'in-hospital' });
  const { body } = await close(id);
  expect(body.errors.map(({ code }: { code: string }) => code)).toEqual(
    ['returned-open', 'interview-open', 'screening-open', 'factors-open', 'response-open', 'services-open']);
});

it.each<[string, object, string, number]>([
  ['returned', { returnedAt: -1, to: 'other', caregiverWilling: 'yes' }, 'returned-before-located', 409],
  ['return-interviews', { heldAt: -1, outcome: 'held' }, 'interview-before-return', 409],
  ['notices', { about: 'missing', to: 'tribe', channel: 'written', givenAt: 1 }, 'notice-in-the-future', 409],
  ['notices', { about: 'located', to: 'police', channel: 'telephone', givenAt: -1 }, 'notice-before-located', 409],
  ['notices', { about: 'missing', to: 'neighbour', channel: 'written', givenAt: -1 }, 'unknown-recipient', 400],
  ['withheld-notices', { about: 'missing', to: 'parents', withheldAt: -1, authority: ' ' }, 'authority-required', 400],
  ['motions', { motion: 'pick-up-order', filedAt: 1 }, 'motion-in-the-future', 409],
  ['responses', { respondedAt: -1, placement: 'current', responses: ['safety-plan'] }, 'response-before-factors', 409],
  ['services', { arrangedAt: -1, services: ['legal', 'none-wanted'] }, 'none-wanted-stands-alone', 400],
  ['return-screenings', { screeningId: '00000000-0000-4000-8000-000000000000' }, 'unknown-screening', 404],
  ['packet', {}, 'packet-empty', 400],
  ['closure', { closedAt: 1, reason: 'returned' }, 'closed-in-the-future', 409],
  ['merges', { mergedEpisodeId: '00000000-0000-4000-8000-000000000000' }, 'unknown-episode', 404],
])('refuses %s %j: %s', async (path, fields, code, status) => {
  const id = await reported();
  const body = Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, typeof value === 'number' ? at(value) : value]));
  expect(await told(id, path, body, supervisor)).toEqual([status, code]);
});

it('refuses what contradicts the return', async () => {
  const id = await reported();
  await toReturn(id);
  const early = plusMilliseconds(at(-10), -1);
  expect(await told(id, 'return-interviews', { heldAt: early, outcome: 'held' })).toEqual([409, 'interview-before-return']);
  expect(await told(id, 'return-interviews', { heldAt: now, outcome: 'declined-or-not-ready', answers: { a: 'b' } })).toEqual([400, 'answers-without-interview']);
  const other = (await service.post(caseworker, '/youths', { agency: 'US-GA', state: 'GA', county: 'GA county 1', coverage: 'placed' })).body.id;
  expect(await told(id, 'return-screenings', { screeningId: await screening(other) })).toEqual([409, 'not-the-same-youth']);
  expect(await told(id, 'returned', { returnedAt: now, to: 'new-placement', caregiverWilling: 'no' })).toEqual([409, 'already-returned']);
});

it('shows a notice that was given although it was withheld', async () => {
  const id = await reported();
  await done(id, 'withheld-notices', { about: 'missing', to: 'parents', withheldAt: at(-46), authority: 'Order of the juvenile court' });
  const { headers } = await done(id, 'notices', { about: 'missing', to: 'parents', channel: 'telephone', givenAt: at(-45) });
  const { body } = await service.get(caseworker, `/missing-episodes/${id}`, { 'min-position': headers.position! });
  expect(body.notices).toMatchObject([{ to: 'parents', despiteWithholding: true }]);
});
