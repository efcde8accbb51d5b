import { startService, type TestService } from '#testing';
import { askAll, linesOf, shown, tableOf, type Role } from '../../test/answers.js';
import { dayOf, layCalendar, type CalendarScene } from '../../test/calendar-scene.js';
import { EXPECTED } from '../../test/calendar-table.js';
import { expectAsOfNothing, itStandsAndIsLifted, placeSeal, type Unsealing, type Wall } from '../../test/wall.js';
import { juvenileCourt } from '../service.js';

let service: TestService;
let scene: CalendarScene;
let wall: Wall;

beforeAll(async () => {
  process.env.COURT_RULE_EXAMPLES = 'allowed';
  service = await startService(juvenileCourt);
  scene = await layCalendar(service);
  const requests = dayOf(scene);
  const before = await askAll(service, requests);
  const unsealings: Unsealing[] = [];
  for (const seal of scene.seals) unsealings.push(await placeSeal(service, seal));
  wall = { service, requests, before, sealed: await askAll(service, requests), unsealings };
}, 180_000);
afterAll(async () => {
  delete process.env.COURT_RULE_EXAMPLES;
  await service?.stop();
});

it('answers before the seals as the table says', () => expect(tableOf(wall.before)).toEqual(linesOf(EXPECTED, 0)));
it('answers after them as the table says', () => expect(tableOf(wall.sealed)).toEqual(linesOf(EXPECTED, 1)));

it('answers of what is sealed byte by byte as of what never existed, and tells its ids in no list', async () => {
  const gone = Object.values(scene.a);
  await expectAsOfNothing(wall, gone);
  const { before, sealed } = wall;
  const seen = (role: Role) => shown(sealed, role, gone);
  expect([seen('caseworker'), seen('liaison'), seen('attorney'), seen('anybody')]).toEqual([[], [], [], []]);
  expect([before, sealed].map(answers => shown(answers, 'attorney', [scene.b.partyId]))).toEqual([[scene.b.partyId], []]); // whose notice of B's hearing it was
  expect(shown(before, 'caseworker', gone)).toEqual(expect.arrayContaining([scene.a.youthId, scene.a.motion, scene.a.check]));
});

itStandsAndIsLifted(() => wall);
