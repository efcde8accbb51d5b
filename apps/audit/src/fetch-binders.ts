import { US_STATES } from '#contracts';
import type { LocalStack, PublicApiClient } from '#public-api-client';
import { binderOf, type Binder } from './binder.js';
import type { LedgerAnswer } from './ledger-answer.js';
import type { SampledEpisode, WrongLine } from './read-sample.js';

const ROLE = 'compliance-officer';
const AT_ONCE = 200;

/** The ledger as each agency's compliance officer reaches it. */
export type Ledger = { readonly api: Pick<PublicApiClient, 'send'>; readonly url: string; readonly tokens: ReadonlyMap<string, string> };
/** What the binders stand on; whatever is left out is the newest, and is then the same for all of them. */
export type Standing = { readonly position?: string; readonly asOf?: string };
export type Fetched = { readonly binders: readonly Binder[]; readonly wrong: readonly WrongLine[] };

export const tokensOf = (stack: LocalStack): ReadonlyMap<string, string> =>
  new Map(US_STATES.map(state => `US-${state}`).flatMap(agency => {
    const token = stack.tokenOf(ROLE, agency);
    return token ? [[agency, token] as const] : [];
  }));

type Verdicts = Required<Standing> & { readonly verdicts: readonly { readonly subjectId: string; readonly subjectKind: string }[] };

const chunksOf = <T>(all: readonly T[]): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(all.length / AT_ONCE) }, (_, index) => all.slice(index * AT_ONCE, (index + 1) * AT_ONCE));

const queryOf = (values: Readonly<Record<string, string | undefined>>) =>
  new URLSearchParams(Object.entries(values).filter((entry): entry is [string, string] => entry[1] !== undefined)).toString();

/** By episode, whose it is. Asked of each agency's officer in turn, who is told of its own only. */
const findOwners = async ({ api, url, tokens }: Ledger, ids: readonly string[], standing: Standing) => {
  const owners = new Map<string, string>();
  let fixed = standing;
  for (const token of tokens.values()) {
    for (const subjects of chunksOf(ids.filter(id => !owners.has(id)))) {
      const { body } = await api.send<Verdicts>({ method: 'GET', url: `${url}/ledger/verdicts?${queryOf({ ...fixed, subjects: subjects.join(',') })}`, token });
      fixed = { position: body.position, asOf: body.asOf };
      for (const { subjectId, subjectKind } of body.verdicts) if (subjectKind === 'missing-episode') owners.set(subjectId, token);
    }
  }
  return { owners, fixed };
};

/** One binder per episode of the sample, all of one position and one `asOf`; an episode that no agency here answers for is a wrong line. */
export const fetchBinders = async (ledger: Ledger, sample: readonly SampledEpisode[], standing: Standing): Promise<Fetched> => {
  const { owners, fixed } = await findOwners(ledger, sample.map(({ episodeId }) => episodeId), standing);
  const binders: Binder[] = [];
  const wrong: WrongLine[] = [];
  for (const { line, episodeId } of sample) {
    const token = owners.get(episodeId);
    if (!token) {
      wrong.push({ line, column: 'episode', code: 'unknown-episode', detail: 'No agency here had recorded this episode by then' });
      continue;
    }
    const { body } = await ledger.api.send<LedgerAnswer>({ method: 'GET', url: `${ledger.url}/ledger/episodes/${episodeId}?${queryOf(fixed)}`, token });
    binders.push(binderOf(body));
  }
  return { binders, wrong };
};
