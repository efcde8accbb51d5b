// npm run kafka:parked -- list | show ID | redrive ID | redrive --all | discard ID --reason TEXT | pause SOURCE --reason TEXT | resume SOURCE
import { randomUUID } from 'node:crypto';
import { findLocalStack, LocalStackNotRunning, PublicApiClient, Refused } from '#public-api-client';
import { doneText, listText, type Parked, type Status } from './answer.js';
import { readCommand, WrongUsage, type Invocation } from './command.js';

const CONTROL = process.env.SAFE_HARBOR_CONTROL || 'http://127.0.0.1:3000';
const PATIENCE_MS = 30_000;

const print = (text: string) => void process.stdout.write(`${text}\n`);
const note = (text: string) => void process.stderr.write(`${text}\n`);

const serverOf = async ({ server }: Invocation): Promise<{ url: string; token: string }> => {
  if (server) return server;
  const stack = await findLocalStack(CONTROL);
  const token = stack.tokenOf('operator', null);
  if (!token) throw new WrongUsage('The local stack has no operator: give --url and --token');
  return { url: stack.urlOf('child-welfare'), token };
};

const run = async (): Promise<void> => {
  const invocation = readCommand(process.argv.slice(2));
  const { verb, command: { method, path, body } } = invocation;
  const { url, token } = await serverOf(invocation);
  const api = new PublicApiClient({ patienceMs: PATIENCE_MS, onWaiting: reason => note(`Waiting for the service (${reason})`) });
  const send = async <Body>(below: string): Promise<Body> => {
    const address = `${url.replace(/\/$/, '')}/operations/exchange${below}`;
    return (await api.send<Body>({ method, url: address, token, ...(body ? { body, idempotencyKey: randomUUID() } : {}) })).body;
  };
  if (verb === 'list') print(listText(await send<Status>(''), await send<readonly Parked[]>(path)));
  else if (verb === 'show') print(JSON.stringify(await send<Parked>(path), null, 2));
  else {
    await send(path);
    print(doneText(verb));
  }
};

try {
  await run();
} catch (error) {
  note(error instanceof Refused ? `${error.problem.code}: ${error.problem.detail}` : (error as Error).message);
  process.exitCode = error instanceof WrongUsage || error instanceof LocalStackNotRunning ? 2 : 1;
}
