import type { ReportRecipient } from '#contracts';
import type { PublicApiClient } from '#public-api-client';
import type { Loaded } from './load-episode.js';

const SUBJECTS_PER_REQUEST = 200;
const RULES = { police: 'C2', ncmec: 'C3' } as const satisfies Record<ReportRecipient, string>;
const SHOWN = { 'on-time': 'onTime', late: 'late', never: 'never', 'not-determinable': 'notDeterminable' } as const;

type SubjectVerdicts = { readonly subjectId: string; readonly duties: readonly { readonly ruleId: string; readonly verdict: string }[] };
type Page = { readonly incomplete?: { readonly reason: string }; readonly verdicts: readonly SubjectVerdicts[] };
const NO_VERDICT = 'no-verdict';

/** How often each verdict was found; `no-verdict` where the ledger has none. */
type Counts = Readonly<Record<string, number>>;
export type Verdicts = Readonly<Record<ReportRecipient, Counts>> & {
  readonly episodes: number;
  /** What the ledger itself says it is short of. */
  readonly incomplete: readonly string[];
};

/** The verdicts of exactly these episodes, once compliance has seen all that was loaded. */
export const fetchVerdicts = async (
  api: Pick<PublicApiClient, 'send'>, compliance: string, tokenOf: (agency: string) => string, loaded: readonly Loaded[],
): Promise<Verdicts> => {
  const minPosition = loaded.reduce((highest, { position }) => (position > highest ? position : highest), 0n);
  const found: SubjectVerdicts[] = [];
  const incomplete = new Set<string>();
  for (const agency of new Set(loaded.map(one => one.agency))) {
    const ids = loaded.filter(one => one.agency === agency).map(({ episodeId }) => episodeId);
    for (let from = 0; from < ids.length; from += SUBJECTS_PER_REQUEST) {
      const url = `${compliance}/ledger/verdicts?subjects=${ids.slice(from, from + SUBJECTS_PER_REQUEST).join(',')}`;
      const { body } = await api.send<Page>({ method: 'GET', url, token: tokenOf(agency), minPosition });
      found.push(...body.verdicts);
      if (body.incomplete) incomplete.add(body.incomplete.reason);
    }
  }
  return countVerdicts(loaded.map(({ episodeId }) => episodeId), found, [...incomplete]);
};

export const countVerdicts = (episodeIds: readonly string[], found: readonly SubjectVerdicts[], incomplete: readonly string[]): Verdicts => {
  const bySubject = new Map(found.map(({ subjectId, duties }) => [subjectId, duties]));
  const count = (ruleId: string): Counts => {
    const counts: Record<string, number> = {};
    for (const id of episodeIds) {
      const verdict = bySubject.get(id)?.find(duty => duty.ruleId === ruleId)?.verdict ?? NO_VERDICT;
      counts[verdict] = (counts[verdict] ?? 0) + 1;
    }
    return counts;
  };
  return { episodes: episodeIds.length, police: count(RULES.police), ncmec: count(RULES.ncmec), incomplete };
};

const keys = Object.keys(SHOWN) as (keyof typeof SHOWN)[];
const beside = (counts: Counts) => Object.keys(counts).filter(verdict => !(verdict in SHOWN)).sort();

const shown = (counts: Counts) => Object.fromEntries(keys.map(verdict => [SHOWN[verdict], counts[verdict] ?? 0]));

/** The one line for programs. */
export const verdictsJson = ({ episodes, police, ncmec }: Verdicts): string => JSON.stringify({ episodes, ncmec: shown(ncmec), police: shown(police) });

/** False when the ledger lacks something that it should have: then the figures are short. */
export const isComplete = ({ police, ncmec, incomplete }: Verdicts): boolean =>
  ![police, ncmec].some(counts => NO_VERDICT in counts) && incomplete.length === 0;

/** What the four figures of the JSON line leave out. */
export const otherVerdicts = ({ police, ncmec }: Verdicts): readonly string[] =>
  ([['C2 police', police], ['C3 NCMEC', ncmec]] as const).flatMap(([name, counts]) => beside(counts).map(verdict => `${name}: ${counts[verdict]} ${verdict}`));

/** The table for people; columns beyond the four only where there is something in them. */
export const verdictsTable = ({ police, ncmec }: Verdicts): string => {
  const columns = [...keys, ...new Set([...beside(police), ...beside(ncmec)])];
  const row = (name: string, cells: readonly (string | number)[]) =>
    [name.padEnd(10), ...cells.map((cell, index) => String(cell).padStart(columns[index]!.length))].join('   ');
  return [
    row('', columns.map(column => column.replaceAll('-', ' '))),
    row('C2 police', columns.map(column => police[column] ?? 0)),
    row('C3 NCMEC', columns.map(column => ncmec[column] ?? 0)),
  ].join('\n');
};
