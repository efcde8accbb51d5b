import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { NoProgress, PublicApiClient, Refused } from './index.js';

type Reply = { status: number; body?: object; headers?: Record<string, string> } | 'hang-up';

/** A server that answers with each reply in turn, the last one for ever. */
const serving = async (...replies: Reply[]) => {
  const seen: IncomingHttpHeaders[] = [];
  const server: Server = createServer((request, response) => {
    seen.push(request.headers);
    const reply = replies[Math.min(seen.length, replies.length) - 1]!;
    if (reply === 'hang-up') return request.socket.destroy();
    response.writeHead(reply.status, reply.headers).end(JSON.stringify(reply.body ?? {}));
    return undefined;
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/youths`, seen, close: () => server.close().closeAllConnections() };
};

const client = (patienceMs = 60_000) => {
  const waits: number[] = [];
  const reasons: string[] = [];
  const api = new PublicApiClient({ patienceMs, onWaiting: reason => reasons.push(reason), wait: async ms => void waits.push(ms) });
  return { api, waits, reasons };
};

const created: Reply = { status: 201, body: { id: 'y1' }, headers: { Position: '1024' } };
const away: Reply = { status: 503, body: { code: 'store-unavailable' }, headers: { 'Retry-After': '1' } };

describe('the public API client', () => {
  it('sends what a command needs and reads its position', async () => {
    const server = await serving(created);
    const answer = await client().api.send({
      method: 'POST', url: server.url, token: 't', body: {}, idempotencyKey: 'k', claimedRecordedAt: '2019-01-01T00:00:00.000Z', minPosition: 7n,
    });
    server.close();
    expect(answer).toEqual({ body: { id: 'y1' }, position: 1024n });
    expect(server.seen[0]).toMatchObject({
      authorization: 'Bearer t', 'idempotency-key': 'k', 'claimed-recorded-at': '2019-01-01T00:00:00.000Z', 'min-position': '7', 'content-type': 'application/json',
    });
  });

  it('repeats with the same key while the service is away, and tells of an outage once', async () => {
    const server = await serving('hang-up', { status: 502 }, away, { status: 429 }, created);
    const { api, waits, reasons } = client();
    await api.send({ method: 'POST', url: server.url, body: {}, idempotencyKey: 'k' });
    server.close();
    expect(new Set(server.seen.map(headers => headers['idempotency-key']))).toEqual(new Set(['k']));
    expect(waits).toEqual([100, 200, 1000, 800]);
    expect(reasons).toHaveLength(1);
  });

  it('throws a refusal at once', async () => {
    const problem = { status: 409, code: 'already-located', detail: 'The child was located before' };
    const server = await serving({ status: 409, body: problem });
    await expect(client().api.send({ method: 'POST', url: server.url, body: {} })).rejects.toMatchObject({ problem });
    server.close();
    expect(server.seen).toHaveLength(1);
  });

  it('does not believe in a fault of the service until it has seen it several times', async () => {
    const passing = await serving({ status: 500 }, { status: 500 }, created);
    await expect(client().api.send({ method: 'GET', url: passing.url })).resolves.toMatchObject({ position: 1024n });
    passing.close();
    const lasting = await serving({ status: 500, body: { code: 'internal-error' } });
    await expect(client().api.send({ method: 'GET', url: lasting.url })).rejects.toThrow(Refused);
    lasting.close();
    expect(lasting.seen).toHaveLength(6);
  });

  it('gives up when nothing succeeds any more', async () => {
    const server = await serving(away);
    await expect(client(0).api.send({ method: 'GET', url: server.url })).rejects.toThrow(NoProgress);
    server.close();
  });
});
