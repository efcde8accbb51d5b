import { CsvError, parse, type Options } from 'csv-parse/sync';

/** One record and the line of the file it begins on; the first line is 1. */
export type CsvRecord = { readonly line: number; readonly cells: readonly string[] };
export type CsvFile = {
  readonly records: readonly CsvRecord[];
  /** Lines on which a record begins that cannot be read. */
  readonly brokenLines: readonly number[];
};

const LINE_BREAK = /\r\n|\n|\r/;
const OPTIONS: Options = { record_delimiter: ['\r\n', '\n', '\r'], relax_column_count: true, trim: true, info: true };

type WithInfo = { readonly record: readonly string[]; readonly info: { readonly lines: number } };

/** Reads until a record that cannot be read; `brokenLine` is where that one begins. */
const readFrom = (lines: readonly string[], firstLine: number): { records: CsvRecord[]; brokenLine?: number } => {
  const records: CsvRecord[] = [];
  let line = firstLine;
  const keep = ({ record: cells, info }: WithInfo) => {
    if (cells.some(cell => cell !== '')) records.push({ line, cells });
    line = firstLine + info.lines;
    return null;
  };
  try {
    parse(lines.slice(firstLine - 1).join('\n'), { ...OPTIONS, on_record: keep as unknown as NonNullable<Options['on_record']> });
    return { records };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return { records, brokenLine: line };
  }
};

/** Reads on after a record that cannot be read, from its next line: a stray quotation mark costs one row, not the rest of the file. */
export const readCsv = (text: string): CsvFile => {
  const lines = text.replace(/^\uFEFF/, '').split(LINE_BREAK);
  const records: CsvRecord[] = [];
  const brokenLines: number[] = [];
  for (let next: number | undefined = 1; next !== undefined && next <= lines.length;) {
    const part = readFrom(lines, next);
    records.push(...part.records);
    if (part.brokenLine !== undefined) brokenLines.push(part.brokenLine);
    next = part.brokenLine === undefined ? undefined : part.brokenLine + 1;
  }
  return { records, brokenLines };
};
