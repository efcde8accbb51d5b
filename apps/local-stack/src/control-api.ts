import { createServer, type IncomingMessage, type Server } from 'node:http';
import { parseAdvance, Problem } from './clock-advance.js';
import { inUse } from './ports.js';
import type { Supervisor } from './supervisor.js';
import type { IssuedToken } from './tokens.js';

const LONGEST_BODY = 10_000;

const now = (offsetMs: number) => new Date(Date.now() + offsetMs).toISOString();

const readBody = async (request: IncomingMessage): Promise<string> => {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    length += part.length;
    if (length > LONGEST_BODY) throw new Problem(413, 'body-too-large', `The body is longer than ${LONGEST_BODY} bytes`);
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
};

/** Tokens lie open here, so a page in the developer's browser must not reach them under another name, nor post from elsewhere. */
const requireLocal = ({ headers: { host, origin } }: IncomingMessage) => {
  const local = (address: string) => /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/.test(address);
  if (!local(host ?? '') || (origin && !local(origin.replace(/^https?:\/\//, '')))) {
    throw new Problem(403, 'local-only', 'This address is for programs on this machine only');
  }
};

/** The control API, on 127.0.0.1 only. */
export const startControlApi = async (
  port: number, home: string, supervisor: Supervisor, tokens: readonly IssuedToken[],
): Promise<Server> => {
  const state = () => ({
    ready: supervisor.ready,
    home,
    clock: { offsetMs: supervisor.offsetMs, now: now(supervisor.offsetMs) },
    processes: supervisor.processes,
  });
  const advance = async (request: IncomingMessage) => {
    const offsetMs = await supervisor.advance(parseAdvance(await readBody(request), Date.now() + supervisor.offsetMs));
    return { offsetMs, now: now(offsetMs) };
  };
  const routes: Readonly<Record<string, Readonly<Record<string, (request: IncomingMessage) => unknown>>>> = {
    '/': { GET: state },
    '/tokens': { GET: () => tokens },
    '/clock/advance': { POST: advance },
  };
  const answer = (request: IncomingMessage): unknown => {
    requireLocal(request);
    const route = routes[request.url?.split('?')[0] ?? ''];
    if (!route) throw new Problem(404, 'no-such-route', `Routes: GET /, GET /tokens, POST /clock/advance`);
    const handler = route[request.method ?? ''];
    if (!handler) throw new Problem(405, 'method-not-allowed', `Use ${Object.keys(route).join(', ')}`);
    return handler(request);
  };

  const server = createServer(async (request, response) => {
    const send = (status: number, type: string, body: unknown) => {
      response.writeHead(status, { 'content-type': `${type}; charset=utf-8`, 'cache-control': 'no-store' });
      response.end(`${JSON.stringify(body, undefined, 2)}\n`);
    };
    try {
      send(200, 'application/json', await answer(request));
    } catch (error) {
      const { status, code, detail } = error instanceof Problem ? error : new Problem(500, 'internal-error', String(error));
      send(status, 'application/problem+json', { type: `urn:safe-harbor:problem:${code}`, title: code, code, status, detail });
    }
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(error.code === 'EADDRINUSE' ? new Error(inUse('control', port)) : error));
    server.listen(port, '127.0.0.1', resolve);
  });
  return server;
};
