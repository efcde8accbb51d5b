import { CsvError, parse } from 'csv-parse/sync';

const COLUMN = 'episode';
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export type WrongLine = { readonly line: number; readonly column: string | null; readonly code: string; readonly detail: string };
export type SampledEpisode = { readonly line: number; readonly episodeId: string };
export type Sample = { readonly episodes: readonly SampledEpisode[]; readonly wrong: readonly WrongLine[]; readonly repeated: readonly number[] };

export class NotASample extends Error {}

/** One line's cells; undefined where its quotation marks do not match. */
const cellsOf = (line: string): readonly string[] | undefined => {
  try {
    return (parse(line, { relax_column_count: true, trim: true }) as string[][])[0] ?? [];
  } catch (error) {
    if (error instanceof CsvError) return undefined;
    throw error;
  }
};

/** The ids in the column `episode`; other columns may be there and are not looked at. Throws `NotASample`. */
export const readSample = (text: string): Sample => {
  const [header = '', ...lines] = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  const names = cellsOf(header) ?? [];
  const place = names.indexOf(COLUMN);
  if (place < 0 || names.lastIndexOf(COLUMN) !== place) throw new NotASample(`A sample needs one column named "${COLUMN}" in its first line`);

  const episodes = new Map<string, SampledEpisode>();
  const wrong: WrongLine[] = [];
  const repeated: number[] = [];
  lines.forEach((content, index) => {
    if (content.trim() === '') return;
    const line = index + 2;
    const cells = cellsOf(content);
    if (!cells) return void wrong.push({ line, column: null, code: 'broken-quotation', detail: 'The quotation marks of this line do not match' });
    const episodeId = (cells[place] ?? '').toLowerCase();
    if (episodeId === '') return void wrong.push({ line, column: COLUMN, code: 'missing', detail: 'This cell may not be empty' });
    if (!UUID.test(episodeId)) return void wrong.push({ line, column: COLUMN, code: 'not-a-uuid', detail: 'Not the id of an episode here, which is a UUID' });
    if (episodes.has(episodeId)) return void repeated.push(line);
    episodes.set(episodeId, { line, episodeId });
  });
  return { episodes: [...episodes.values()], wrong, repeated };
};
