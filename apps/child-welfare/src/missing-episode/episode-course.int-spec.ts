import { plusMilliseconds, type Instant } from '#kernel';
import { startService, type TestService } from '#testing';
import { childWelfare } from '../service.js';
import { caseworker, courseIn, supervisor } from './course-spec-kit.js';

let service: TestService;
let now: Instant;
let youthId: string;
const course = courseIn(() => service);
const { at, done, located, toReturn, interview, afterInterview, close, duty, opened } = course;

beforeAll(async () => {
  service = await startService(childWelfare);
  now = at(0);
});
afterAll(() => service?.stop());
beforeEach(async () => {
  youthId = await course.newYouth();
});

const reported = () => course.reported(youthId);
const screening = (of = youthId) => course.screening(of);
const told = async (id: string, path: string, body: object, as: { role: string; county?: string } = caseworker) => {
  const answer = await service.post(as, `/missing-episodes/${id}/${path}`, body);
  return [answer.status, answer.body.code, answer.body.revision].filter(Boolean);
};

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
  await interview(id);
  const { headers } = await afterInterview(id, youthId);
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

  await duty(opened(youthId, id, { obligor: 'law-enforcement' })); // neither of these keeps the agency's episode open
  await duty(opened(youthId, id, { binding: false }));
  const opening = opened(youthId, id);
  const { dutyId } = opening.data;
  await duty(opening);
  const refused = await close(id);
  expect([refused.status, refused.body.code, refused.body.errors]).toEqual(
    [409, 'duties-open', [{ pointer: `/duties/${dutyId}`, code: 'example-court-notice', detail: `Due ${at(-2)}` }]]);
  await duty({ type: 'DutyMet', data: { dutyId, youthId, metAt: at(-1), onTime: false, reportId: null } }); // late, and done
  const closedNow = await close(id);
  expect(closedNow.status).toBe(200);
  expect((await read(supervisor, closedNow.headers.position!)).body).toMatchObject({ status: 'closed', closedAt: at(-1), closingReason: 'returned' });
  expect(await told(id, 'factors', { determinedAt: now, factors: ['school'] })).toEqual([409, 'episode-closed']);
  await done(id, 'locate-attempts', { madeAt: at(-30), contacted: 'school', result: 'no-contact' });
});

it('lists every step that keeps an episode open', async () => {
  const id = await reported();
  expect((await close(id)).body.code).toBe('not-located');
  await located(id);
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
