import { parseArgs } from 'node:util';

export const USAGE = `Usage: npm run kafka:parked -- COMMAND [--url http://HOST:PORT --token TOKEN]
  list                           what is parked, which partners are paused, how far behind we are
  show ID                        where one parked message lies and why it waits; never what it says
  redrive ID | --all             try a child's parked messages again, from its first; or every child's
  discard ID --reason TEXT       give one up: the partner gets a final receipt, the message goes to the dead letters
  pause SOURCE --reason TEXT     park what this partner sends from now on
  resume SOURCE                  let it through again, what was parked first
Without --url and --token it asks the local stack. TEXT is kept: it must not tell who a person is.`;

export class WrongUsage extends Error {
  constructor(what: string) {
    super(`${what}\n${USAGE}`);
  }
}

export type Command = {
  readonly method: 'GET' | 'POST';
  /** Below `/operations/exchange`. */
  readonly path: string;
  readonly body?: object;
};

export type Invocation = { readonly verb: string; readonly command: Command; readonly server?: { readonly url: string; readonly token: string } };

const commandOf = (verb: string, what: string | undefined, reason: string | undefined, all: boolean): Command => {
  const needed = (name: string, value: string | undefined): string => {
    if (value === undefined || value === '') throw new WrongUsage(`${verb} needs ${name}`);
    return value;
  };
  switch (verb) {
    case 'list': return { method: 'GET', path: '/parked' };
    case 'show': return { method: 'GET', path: `/parked/${encodeURIComponent(needed('an ID', what))}` };
    case 'redrive': return { method: 'POST', path: '/parked/redrive', body: all ? {} : { id: needed('an ID, or --all', what) } };
    case 'discard': return { method: 'POST', path: '/parked/discard', body: { id: needed('an ID', what), reason: needed('--reason TEXT', reason) } };
    case 'pause': return { method: 'POST', path: '/partners/pause', body: { source: needed('a SOURCE', what), reason: needed('--reason TEXT', reason) } };
    case 'resume': return { method: 'POST', path: '/partners/resume', body: { source: needed('a SOURCE', what) } };
    default: throw new WrongUsage(`${verb} is no command`);
  }
};

/** Reads the command line. Throws `WrongUsage`. */
export const readCommand = (args: readonly string[]): Invocation => {
  let parsed;
  try {
    const text = { type: 'string' } as const;
    parsed = parseArgs({ args: [...args], options: { url: text, token: text, reason: text, all: { type: 'boolean' } }, allowPositionals: true });
  } catch (error) {
    throw new WrongUsage((error as Error).message);
  }
  const { values: { url, token, reason, all = false }, positionals: [verb, what, ...others] } = parsed;
  if (verb === undefined) throw new WrongUsage('What is to be done?');
  if (others.length > 0) throw new WrongUsage('That is too much at once');
  if (all && (verb !== 'redrive' || what !== undefined)) throw new WrongUsage('--all goes with redrive, without an ID');
  if ((url === undefined) !== (token === undefined)) throw new WrongUsage('--url and --token go together');
  if (url !== undefined && !/^https?:\/\//.test(url)) throw new WrongUsage('--url must start with http:// or https://');
  const command = commandOf(verb, what, reason, all);
  return { verb, command, ...(url !== undefined && token !== undefined ? { server: { url, token } } : {}) };
};
