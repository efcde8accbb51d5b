import { checkRow, type EpisodeRow, type Setting } from './check-row.js';
import { cellsOf, COLUMNS, headerFault, type Fault, type WrongCell } from './columns.js';
import { readCsv } from './read-csv.js';

export type EpisodeLine = { readonly line: number; readonly row: EpisodeRow };
export type Episodes = {
  readonly episodes: readonly EpisodeLine[];
  readonly wrong: readonly WrongCell[];
  /** Lines that repeat an earlier one word for word. */
  readonly repeated: readonly number[];
};

export class WrongHeader extends Error {}

const ofRow = (code: string, detail: string): Fault => ({ column: null, code, detail });

/** Every row of the file, right or wrong. Throws `WrongHeader`. */
export const readEpisodes = (text: string, setting: Setting): Episodes => {
  const { records: [header, ...records], brokenLines } = readCsv(text);
  const fault = headerFault(header?.cells ?? []);
  if (!header || fault) throw new WrongHeader(fault ?? 'The file is empty');

  const wrong: WrongCell[] = brokenLines.map(line => ({ line, ...ofRow('broken-quotation', 'The quotation marks of this row do not match') }));
  const repeated: number[] = [];
  const episodes: EpisodeLine[] = [];
  const seen = new Map<string, { line: number; content: string }>();
  for (const { line, cells: values } of records) {
    if (values.length !== COLUMNS.length) {
      wrong.push({ line, ...ofRow('wrong-number-of-cells', `${COLUMNS.length} cells are needed, ${values.length} are there`) });
      continue;
    }
    const cells = cellsOf(header.cells, values);
    const content = JSON.stringify(values);
    // An episode's number is its agency's own: two states may use the same.
    const name = JSON.stringify([cells.state, cells.episode]);
    const earlier = cells.episode ? seen.get(name) : undefined;
    if (earlier?.content === content) {
      repeated.push(line);
      continue;
    }
    const checked = checkRow(cells, setting);
    const faults = [
      ...('faults' in checked ? checked.faults : []),
      ...(earlier ? [{ column: 'episode' as const, code: 'duplicate-episode', detail: `Line ${earlier.line} has this episode with other content` }] : []),
    ];
    if (!earlier) seen.set(name, { line, content });
    if (faults.length > 0) wrong.push(...faults.map(each => ({ line, ...each })));
    else if ('row' in checked) episodes.push({ line, row: checked.row });
  }
  return { episodes, wrong: wrong.sort((a, b) => a.line - b.line), repeated };
};
