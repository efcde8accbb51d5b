// npm run import -- FILE.csv [--json]
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { LocalStackNotRunning, NoProgress } from '#public-api-client';
import type { WrongCell } from './columns.js';
import { importFile, type Outcome } from './import-file.js';
import { WrongHeader } from './read-episodes.js';
import { isComplete, otherVerdicts, verdictsJson, verdictsTable } from './verdicts.js';

const USAGE = 'Usage: npm run import -- FILE.csv [--json]';
const CONTROL = process.env.SAFE_HARBOR_CONTROL || 'http://127.0.0.1:3000';

class CannotStart extends Error {}

const print = (text: string) => void process.stdout.write(`${text}\n`);
const note = (text: string) => void process.stderr.write(`${text}\n`);

const command = () => {
  try {
    const { values, positionals } = parseArgs({ options: { json: { type: 'boolean', default: false } }, allowPositionals: true });
    const [file, ...others] = positionals;
    if (file && others.length === 0) return { file, json: values.json };
  } catch (error) {
    throw new CannotStart(`${(error as Error).message}\n${USAGE}`);
  }
  throw new CannotStart(USAGE);
};

/** A relative name counts from where npm was called, not from the project's folder where npm runs this. */
const textOf = async (file: string): Promise<string> => {
  const path = resolve(process.env.INIT_CWD ?? process.cwd(), file);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(await readFile(path));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new CannotStart(code === 'ERR_ENCODING_INVALID_ENCODED_DATA' ? `${path} is not in UTF-8` : `${path} cannot be read (${code})`);
  }
};

const cell = ({ line, column, code, detail }: WrongCell) => `line ${line}${column ? `, ${column}` : ''}: ${code}: ${detail}`;

const report = ({ verdicts, wrong, repeated }: Outcome, json: boolean): number => {
  print(`\n${verdicts.episodes} episodes loaded. Reported within 24 hours of learning, 42 USC 671(a)(35)(B)?\n\n${verdictsTable(verdicts)}\n`);
  const others = otherVerdicts(verdicts);
  if (others.length > 0) note(`Not among on time, late, never and not determinable: ${others.join('; ')}`);
  for (const reason of verdicts.incomplete) note(`The ledger is short of something: ${reason}`);
  if (repeated.length > 0) note(`Loaded once although repeated word for word: line ${repeated.join(', ')}`);
  if (wrong.length > 0) note(`Not loaded: ${new Set(wrong.map(({ line }) => line)).size} rows\n${wrong.map(cell).join('\n')}`);
  if (json) print(verdictsJson(verdicts));
  return wrong.length > 0 || !isComplete(verdicts) ? 1 : 0;
};

try {
  const { file, json } = command();
  process.exitCode = report(await importFile(await textOf(file), CONTROL, note), json);
} catch (error) {
  const cannotStart = error instanceof CannotStart || error instanceof WrongHeader || error instanceof LocalStackNotRunning;
  const resumable = error instanceof NoProgress ? '. The same import again goes on where this one stopped' : '';
  note(`${(error as Error).message}${resumable}`);
  process.exitCode = cannotStart ? 2 : 1;
}
