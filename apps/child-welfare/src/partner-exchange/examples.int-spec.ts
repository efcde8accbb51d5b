import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startService, type TestService } from '#testing';
import { childWelfare } from '../service.js';
import { exchangeWith, type Exchanging } from './spec-kit.js';

type Example = { readonly id: string; readonly type: string; readonly partitionkey: string; readonly data: object };

const FOLDER = join(import.meta.dirname, '../../../../libs/contracts/examples/inbound');
const examples = readdirSync(FOLDER).filter(name => name.endsWith('.json')).sort()
  .map(name => [name, JSON.parse(readFileSync(join(FOLDER, name), 'utf8')) as Example] as const);

let service: TestService;
let at: Exchanging;
beforeAll(async () => {
  service = await startService(childWelfare);
  at = await exchangeWith(service);
});
afterAll(async () => {
  await at?.stop();
  await service?.stop();
});

it.each(examples)('%s is accepted in its turn', async (_, { id, type, partitionkey, data }) => {
  const handled = await at.tell({ id, name: type.split('.').at(-2)!, child: partitionkey, data });
  const items = handled.items ?? [{ status: 'accepted', produced: handled.produced, rejection: null }];
  for (const { status, produced, rejection } of items) expect({ status, rejection, count: produced.length }).toEqual({ status: 'accepted', rejection: null, count: 1 });
});
