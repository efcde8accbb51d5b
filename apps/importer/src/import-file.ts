import { findLocalStack, PublicApiClient, type LocalStack } from '#public-api-client';
import type { WrongCell } from './columns.js';
import { loadAll } from './load-all.js';
import { loadEpisode } from './load-episode.js';
import { showProgress } from './progress.js';
import { readEpisodes } from './read-episodes.js';
import { fetchVerdicts, type Verdicts } from './verdicts.js';

const PATIENCE_MS = 10 * 60_000;
const ROLE = 'migration';

export type Outcome = { readonly verdicts: Verdicts; readonly wrong: readonly WrongCell[]; readonly repeated: readonly number[] };

const tokenFor = (stack: LocalStack) => (agency: string) => {
  const token = stack.tokenOf(ROLE, agency);
  if (!token) throw new Error(`The local stack has no ${ROLE} token for ${agency}`);
  return token;
};

/** Loads every right row of a file through the services' public APIs and asks for the verdicts. Repeatable at any time. */
export const importFile = async (text: string, controlUrl: string, note: (text: string) => void): Promise<Outcome> => {
  const stack = await findLocalStack(controlUrl);
  const tokenOf = tokenFor(stack);
  const { episodes, wrong, repeated } = readEpisodes(text, { now: stack.now, agencies: agency => stack.tokenOf(ROLE, agency) !== undefined });

  const api = new PublicApiClient({ patienceMs: PATIENCE_MS, onWaiting: reason => note(`Waiting for the services (${reason})`) });
  const [childWelfare, lawEnforcement] = [stack.urlOf('child-welfare'), stack.urlOf('law-enforcement')];
  const progress = showProgress(episodes.length);
  const { loaded, wrong: refused } = await loadAll(
    episodes, row => loadEpisode(row, { api, childWelfare, lawEnforcement, token: tokenOf(row.agency) }), progress.advance,
  ).finally(progress.stop);

  const verdicts = await fetchVerdicts(api, stack.urlOf('compliance'), tokenOf, loaded);
  return { verdicts, wrong: [...wrong, ...refused].sort((a, b) => a.line - b.line), repeated };
};
