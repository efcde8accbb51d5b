import type { TestService } from '#testing';
import { anybody, attorney, caseworker, clerk, judge, liaison } from './court.js';

/** As whom every request is sent, in the order of the tables. */
export const ROLES = { clerk, judge, caseworker, liaison, attorney, anybody } as const;
export type Role = keyof typeof ROLES;
export type Asked = { readonly method: 'get' | 'post' | 'put'; readonly path: string; readonly body?: object; readonly headers?: Record<string, string> };
export type Requests = Readonly<Record<string, Asked>>;
export type Answer = { readonly status: number; readonly text: string; readonly headers: string };
export type Answers = Readonly<Record<string, Readonly<Record<string, Answer>>>>;

const CORRELATION = { 'x-correlation-id': 'the-same-for-all' };
const TOLD = ['content-type', 'content-length', 'etag', 'position', 'retry-after', 'www-authenticate', 'cache-control'];

export const ask = async (service: TestService, role: Role, { method, path, body = {}, headers }: Asked): Promise<Answer> => {
  const sent = { ...CORRELATION, ...headers };
  const answer = await (method === 'get' ? service.get(ROLES[role], path, sent) : service[method](ROLES[role], path, body, sent));
  return { status: answer.status, text: answer.text, headers: JSON.stringify(TOLD.map(name => answer.headers[name])) };
};

export const askAll = async (service: TestService, requests: Requests): Promise<Answers> => {
  const answers: Record<string, Record<string, Answer>> = {};
  for (const [name, request] of Object.entries(requests)) {
    answers[name] = {};
    for (const role of Object.keys(ROLES) as Role[]) answers[name][role] = await ask(service, role, request);
  }
  return answers;
};

/** The refusal's code, or the status, or of a list how many items it has and how many it counts, or of a report the latter. */
const inShort = ({ status, text }: Answer): string => {
  const { code, items, total, counts } = JSON.parse(text) as { code?: string; items?: unknown[]; total?: number; counts?: { tasks: number } };
  if (items) return `${items.length}/${total ?? counts?.tasks ?? items.length}`;
  return code ?? String(total ?? status);
};

/** One line for each request: how it was answered to each role. */
export const tableOf = (answers: Answers): string[] => Object.entries(answers).map(([name, byRole]) => `${name}: ${Object.values(byRole).map(inShort).join(' ')}`);

/** How requests are answered before and after, where that differs. */
export type Expected = Readonly<Record<string, readonly [before: string, after?: string]>>;
export const linesOf = (expected: Expected, half: 0 | 1): string[] => Object.entries(expected).map(([name, halves]) => `${name}: ${halves[half] ?? halves[0]}`);

/** Whether a role was answered otherwise than before, and now as of what is not there. */
export const vanished = (before: Answer, after: Answer): boolean => inShort(before) !== inShort(after) && after.status === 404;

/** Which of these ids a role was shown in any answer. */
export const shown = (answers: Answers, role: Role, ids: readonly string[]): readonly string[] => {
  const all = JSON.stringify(Object.values(answers).map(byRole => byRole[role]));
  return ids.filter(id => all.includes(id));
};
