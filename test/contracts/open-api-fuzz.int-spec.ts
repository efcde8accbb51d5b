import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { plusHours, type Category, type Event } from '#kernel';
import { ProjectionReader } from '#projections';
import type { Service } from '#service';
import { startService, type TestService } from '#testing';
import { KNOWN, operationsOf, requestsFor, type ApiDocument, type Operation, type Sent } from './fuzz/requests.js';
import { SERVICES } from './services.js';

const SEED = 20_260_302;
const ROUNDS = 3; // the later ones find what the earlier ones made
const REQUESTS_PER_ROUND = 4;

const PLACES: Readonly<Record<string, { readonly agency: string | null; readonly county: string | null }>> = {
  clerk: { agency: 'MO-circuit-5', county: 'MO county 5' }, judge: { agency: 'MO-circuit-5', county: null },
  'court-administrator': { agency: 'MO-circuit-5', county: null }, attorney: { agency: null, county: null }, public: { agency: null, county: null },
};

/** Mostly somebody whom the access table lets in, sometimes somebody else, nobody, or a broken token. */
const authorization = async (running: TestService, { access }: Service, { action }: Operation, who: number): Promise<Record<string, string>> => {
  if (who < 3) return {};
  if (who < 6) return { authorization: 'Bearer a.b.c' };
  const all = [...new Set([...access.rows.map(({ role }) => role), 'operator'])];
  const permitted = access.rows.filter(row => row.action === action).map(({ role }) => role);
  const roles = who < 15 ? all : action?.startsWith('operations:') ? ['operator'] : permitted;
  const role = roles[who % roles.length] ?? 'public';
  return { authorization: `Bearer ${await running.token({ role, ...(PLACES[role] ?? { agency: 'US-MO', county: null }) })}` };
};

/** Everything as text that an address can hold; a lone surrogate cannot. */
const addressed = (value: unknown) =>
  encodeURIComponent(Buffer.from(typeof value === 'string' ? value : JSON.stringify(value) ?? '').toString()) || '%20';
const uuidsIn = (text: string) => text.match(/[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/g) ?? [];

/** What child welfare published before: without it the other services know of no child. Returns the episode's id. */
const publishEpisode = async ({ open, clock }: TestService): Promise<string> => {
  const episodeId = randomUUID();
  const into: Category<number, Event<string, Record<string, unknown>>> = {
    name: 'childWelfare.missingEpisode', scope: 'exchange', initial: 0, evolve: count => count + 1,
  };
  const data = {
    episodeId, youthId: randomUUID(), agency: 'US-MO', state: 'MO', county: 'MO county 5', coverage: 'placed', category: 'left-without-permission',
    learnedBy: 'agency', lastSeenAt: null, learnedAt: plusHours(clock.now(), -1),
  };
  await open.store.decide(into, episodeId, () => [{ type: 'ChildReportedMissing', data }], {
    commandId: randomUUID(), fingerprint: 'f', correlationId: randomUUID(), actor: { subject: 's', role: 'system', agency: null, county: null },
  });
  return episodeId;
};

class Fuzzing {
  readonly wrong: string[] = [];
  readonly seen = new Map<string, number>();
  private readonly ids: string[];

  constructor(private readonly running: TestService, private readonly service: Service, known: string) {
    this.ids = [known];
  }

  async send(operation: Operation, sent: Sent): Promise<void> {
    const known = this.ids[sent.known % (1 + ((sent.known >>> 8) % this.ids.length))]!; // mostly one of the newest
    const path = operation.path.replace(/\{(\w+)\}/g, (_, name: string) => addressed(sent.inPath[name] === KNOWN ? known : sent.inPath[name]));
    const query = Object.entries(sent.query).filter(([, value]) => value !== undefined).map(([name, value]) => `${name}=${addressed(value)}`).join('&');
    const response = await fetch(`${this.running.url}${path}${query && `?${query}`}`, {
      method: operation.method.toUpperCase(),
      headers: { ...sent.headers, ...(await authorization(this.running, this.service, operation, sent.who)), ...(sent.body ? { 'content-type': sent.body.type } : {}) },
      ...(sent.body && operation.method !== 'get' ? { body: sent.body.text.replaceAll(KNOWN, known) } : {}),
    });
    const text = await response.text();
    this.seen.set(`${response.status}`, (this.seen.get(`${response.status}`) ?? 0) + 1);
    if (response.ok) this.remember(text);
    if (response.status >= 500 || !operation.statuses.includes(String(response.status))) {
      this.wrong.push(`${operation.name} answered ${response.status} ${text.slice(0, 200)} to ${JSON.stringify({ ...sent, path, query }).slice(0, 600)}`);
    }
  }

  /** The newest first: an id that was just given is the likeliest to lead further. */
  private remember(text: string): void {
    for (const id of uuidsIn(text)) if (!this.ids.includes(id)) this.ids.unshift(id);
    this.ids.splice(60);
  }
}

it.each(SERVICES)('$name answers every generated request with a status that its document has, and never with a 5xx', async service => {
  const running = await startService(service);
  try {
    for (const { name } of service.projections) await new ProjectionReader(running.open).caughtUp(name, 0n, 20_000);
    const document = await (await fetch(`${running.url}/openapi.json`)).json() as ApiDocument;
    const operations = operationsOf(document);
    const fuzzing = new Fuzzing(running, service, service.name === 'child-welfare' ? randomUUID() : await publishEpisode(running));
    const requests = operations.map((operation, index) =>
      fc.sample(requestsFor(operation, document.components.schemas), { seed: SEED + index, numRuns: ROUNDS * REQUESTS_PER_ROUND }));
    for (let round = 0; round < ROUNDS; round++) {
      for (const [index, operation] of operations.entries()) {
        for (const sent of requests[index]!.slice(round * REQUESTS_PER_ROUND, (round + 1) * REQUESTS_PER_ROUND)) await fuzzing.send(operation, sent);
      }
    }
    expect(fuzzing.wrong).toEqual([]);
    expect(['200', '400', '401', '403', '404'].filter(status => !fuzzing.seen.has(status))).toEqual([]); // so it got past the door
    expect(await new ProjectionReader(running.open).parked()).toEqual([]); // and nothing it sent stopped a projection
  } finally {
    await running.stop();
  }
}, 120_000);
