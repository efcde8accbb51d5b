import { randomUUID } from 'node:crypto';
import { encodeCursor } from '#http';
import { startService, type TestService } from '#testing';
import { ask, askAll, linesOf, ROLES, shown, tableOf, type Asked, type Role } from '../../test/answers.js';
import { clerk } from '../../test/court.js';
import { enteredOrder } from '../../test/orders.js';
import { layScene, requestsOn, type Scene } from '../../test/sealing-scene.js';
import { EXPECTED } from '../../test/sealing-table.js';
import { expectAsOfNothing, itStandsAndIsLifted, placeSeal, type Wall } from '../../test/wall.js';
import { juvenileCourt } from '../service.js';

let service: TestService;
let scene: Scene;
let wall: Wall;

beforeAll(async () => {
  service = await startService(juvenileCourt);
  scene = await layScene(service);
  const { openedAt } = (await service.get(clerk, `/cases/${scene.a}`)).body as { openedAt: string };
  const requests = requestsOn(scene, service, encodeCursor([openedAt, scene.a]));
  const before = await askAll(service, requests);
  const { a, b, orders } = scene;
  const [inA, inB] = [{ caseId: a, sealing: orders.sealA, unsealing: orders.unsealA }, { caseId: b, sealing: orders.sealB, unsealing: orders.unsealB }];
  const unsealings = [
    await placeSeal(service, { ...inA, kind: 'case', targetId: a, level: 'court' }),
    await placeSeal(service, { ...inB, kind: 'document', targetId: scene.motionInB, level: 'court' }),
    await placeSeal(service, { ...inB, kind: 'person', targetId: scene.partyInB, level: 'agencies' }),
  ];
  wall = { service, requests, before, sealed: await askAll(service, requests), unsealings };
}, 180_000);
afterAll(() => service?.stop());

it('asks 43 requests as each of six roles', () => {
  const different = new Set(Object.values(wall.requests).map(request => JSON.stringify(request)));
  expect([different.size, Object.keys(ROLES).length]).toEqual([43, 6]);
});

it('answers before a seal as the table says', () => expect(tableOf(wall.before)).toEqual(linesOf(EXPECTED, 0)));
it('answers after it as the table says', () => expect(tableOf(wall.sealed)).toEqual(linesOf(EXPECTED, 1)));

it('answers of what is sealed byte by byte as of what never existed', async () => {
  const gone = [scene.a, scene.motionInA, scene.motionInB, scene.partyInA, scene.partyInB, scene.orders.sealA];
  await expectAsOfNothing(wall, gone, name => name.endsWith('in B'));
  const seen = (role: Role) => shown(wall.sealed, role, gone);
  expect([seen('caseworker'), seen('liaison'), seen('attorney'), seen('anybody')]).toEqual([[scene.partyInB], [scene.partyInB], [], []]);
});

it('answers the same of a person and a document that are sealed within a case that is not', async () => {
  const serve = (partyId: string, documentId: string): Asked => ({ ...wall.requests['serve tomorrow in B']!, body: { ...wall.requests['serve tomorrow in B']!.body, partyId, documentId } });
  const never = randomUUID();
  expect(await ask(service, 'attorney', serve(scene.partyInB, scene.motionInB))).toEqual(await ask(service, 'attorney', serve(never, scene.motionInB)));
  expect(await ask(service, 'caseworker', serve(scene.partyInB, scene.motionInB))).toEqual(await ask(service, 'caseworker', serve(scene.partyInB, never)));
});

itStandsAndIsLifted(() => wall);

it('tells nobody outside the court of an order about the records that is entered now', async () => {
  const entered: string[] = [];
  for (const kind of ['sealing', 'vacatur']) entered.push((await enteredOrder(service, { caseId: scene.b, kind })).orderId);
  const now = await askAll(service, wall.requests);
  const outside = (answers: typeof now) => Object.entries(answers).map(([name, { clerk: _, judge: __, ...others }]) => [name, others]);
  expect(outside(now)).toEqual(outside(wall.before));
  expect(shown(now, 'clerk', entered)).toEqual(entered);
}, 60_000);
