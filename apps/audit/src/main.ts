// npm run audit -- IDS.csv [--out FOLDER] [--position N] [--as-of INSTANT]
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { instant } from '#kernel';
import { findLocalStack, LocalStackNotRunning, PublicApiClient } from '#public-api-client';
import { fetchBinders, tokensOf } from './fetch-binders.js';
import { NotASample, readSample, type WrongLine } from './read-sample.js';
import { writeBinders } from './write-binders.js';

const USAGE = 'Usage: npm run audit -- IDS.csv [--out FOLDER] [--position N] [--as-of INSTANT]';
const CONTROL = process.env.SAFE_HARBOR_CONTROL || 'http://127.0.0.1:3000';
const PATIENCE_MS = 60_000;

class CannotStart extends Error {}

const print = (text: string) => void process.stdout.write(`${text}\n`);
const note = (text: string) => void process.stderr.write(`${text}\n`);

/** A relative name counts from where npm was called, not from the project's folder where npm runs this. */
const fromCaller = (path: string) => resolve(process.env.INIT_CWD ?? process.cwd(), path);

const command = () => {
  try {
    const text = { type: 'string' } as const;
    const { values, positionals } = parseArgs({ options: { out: text, position: text, 'as-of': text }, allowPositionals: true });
    const { out, position, 'as-of': asOf } = values;
    const [file, ...others] = positionals;
    if (!file || others.length > 0 || (position !== undefined && !/^\d{1,19}$/.test(position))) throw new CannotStart(USAGE);
    return { file: fromCaller(file), out, standing: { ...(position ? { position } : {}), ...(asOf ? { asOf: instant(asOf) } : {}) } };
  } catch (error) {
    if (error instanceof CannotStart) throw error;
    throw new CannotStart(`${(error as Error).message}\n${USAGE}`);
  }
};

const textOf = async (path: string): Promise<string> => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(await readFile(path));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new CannotStart(code === 'ERR_ENCODING_INVALID_ENCODED_DATA' ? `${path} is not in UTF-8` : `${path} cannot be read (${code})`);
  }
};

const wrongLine = ({ line, column, code, detail }: WrongLine) => `line ${line}${column ? `, ${column}` : ''}: ${code}: ${detail}`;

const audit = async (): Promise<number> => {
  const { file, out, standing } = command();
  const text = await textOf(file);
  const { episodes, wrong: unread, repeated } = readSample(text);
  const stack = await findLocalStack(CONTROL);
  const api = new PublicApiClient({ patienceMs: PATIENCE_MS, onWaiting: reason => note(`Waiting for the services (${reason})`) });
  const fetched = await fetchBinders({ api, url: stack.urlOf('compliance'), tokens: tokensOf(stack) }, episodes, standing);

  const wrong = [...unread, ...fetched.wrong].sort((one, other) => one.line - other.line);
  const sampleSha256 = createHash('sha256').update(text).digest('hex');
  const folder = fromCaller(out ?? `audit-${sampleSha256.slice(0, 8)}`);
  await writeBinders(folder, { sampleSha256, binders: fetched.binders, wrong });

  const [first] = fetched.binders;
  if (first) print(`As of ${first.report.asOf}, ledger position ${first.report.position}. The same again: --position ${first.report.position} --as-of ${first.report.asOf}`);
  print(`${fetched.binders.length} evidence binders in ${folder} (index.html)`);
  for (const reason of new Set(fetched.binders.flatMap(({ incomplete }) => (incomplete ? [incomplete.reason] : [])))) note(`The ledger is short of something: ${reason}`);
  if (repeated.length > 0) note(`Done once although named again: line ${repeated.join(', ')}`);
  if (wrong.length > 0) note(`Not done: ${wrong.length} lines\n${wrong.map(wrongLine).join('\n')}`);
  return wrong.length > 0 || fetched.binders.some(({ incomplete }) => incomplete) ? 1 : 0;
};

try {
  process.exitCode = await audit();
} catch (error) {
  const cannotStart = [CannotStart, NotASample, LocalStackNotRunning].some(kind => error instanceof kind);
  note((error as Error).message);
  process.exitCode = cannotStart ? 2 : 1;
}
