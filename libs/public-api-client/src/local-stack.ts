import { instant, type Instant } from '#kernel';

export class LocalStackNotRunning extends Error {
  constructor(controlUrl: string) {
    super(`The local stack does not run at ${controlUrl}: start it with "npm start" (SAFE_HARBOR_CONTROL names another address)`);
    this.name = 'LocalStackNotRunning';
  }
}

type State = { readonly clock: { readonly now: string }; readonly processes: readonly { readonly name: string; readonly url?: string }[] };
type Token = { readonly role: string; readonly agency: string | null; readonly county: string | null; readonly token: string };

export type LocalStack = {
  readonly controlUrl: string;
  /** The stack's own time when it was asked. */
  readonly now: Instant;
  urlOf(service: string): string;
  /** A token that is good for the whole agency (null: for a role of none); undefined when the stack has no such bearer. */
  tokenOf(role: string, agency: string | null): string | undefined;
};

/** Asks the control API where the services are and for tokens. Throws `LocalStackNotRunning`. */
export const findLocalStack = async (controlUrl: string): Promise<LocalStack> => {
  const get = async <Body>(path: string): Promise<Body> => {
    try {
      const response = await fetch(new URL(path, controlUrl), { signal: AbortSignal.timeout(10_000) });
      if (!response.ok) throw new Error(`${response.status}`);
      return (await response.json()) as Body;
    } catch {
      throw new LocalStackNotRunning(controlUrl);
    }
  };
  const [{ clock, processes }, tokens] = await Promise.all([get<State>('/'), get<readonly Token[]>('/tokens')]);
  return {
    controlUrl,
    now: instant(clock.now),
    urlOf(service) {
      const url = processes.find(({ name }) => name === service)?.url;
      if (!url) throw new LocalStackNotRunning(controlUrl);
      return url;
    },
    tokenOf: (role, agency) => tokens.find(one => one.role === role && one.agency === agency && one.county === null)?.token,
  };
};
