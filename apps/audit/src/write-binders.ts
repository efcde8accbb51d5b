import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { jsonOf, totalsOf } from './binder.js';
import { binderPage, indexPage, type Audited } from './pages.js';

/** Receipts name persons: only whoever made them may read the files. */
const PRIVATE = { mode: 0o600 } as const;

/** One page and one JSON file per episode, and an index of both kinds. The same ledger position and `asOf` give the same bytes. */
export const writeBinders = async (folder: string, audited: Audited): Promise<void> => {
  const { sampleSha256, binders, wrong } = audited;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const write = (name: string, text: string) => writeFile(join(folder, name), text, PRIVATE);
  for (const binder of binders) {
    await write(`${binder.report.subject.id}.json`, jsonOf(binder));
    await write(`${binder.report.subject.id}.html`, binderPage(binder));
  }
  const episodes = binders.map(({ report: { subject }, sha256 }) => ({ episode: subject.id, agency: subject.agency, sha256 }));
  await write('index.json', jsonOf({ sampleSha256, totals: totalsOf(binders), episodes, wrong }));
  await write('index.html', indexPage(audited));
};
