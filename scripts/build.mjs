// Compiles apps and libs with swc into dist, and does nothing when dist is newer than every source.
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const stamp = join(root, 'dist', '.built');

const newest = folder =>
  Math.max(0, ...readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => statSync(join(entry.parentPath, entry.name)).mtimeMs));

const sources = Math.max(newest(join(root, 'apps')), newest(join(root, 'libs')), statSync(join(root, '.swcrc')).mtimeMs);
if (!existsSync(stamp) || statSync(stamp).mtimeMs < sources) {
  const fresh = join(root, `.dist-${process.pid}`);
  const old = `${fresh}-old`;
  execFileSync(process.execPath, [
    join(root, 'node_modules', '@swc', 'cli', 'bin', 'swc.js'), 'apps', 'libs',
    '--out-dir', fresh, '--config-file', '.swcrc', '--ignore', '**/*.spec.ts,**/*.int-spec.ts,**/*.e2e-spec.ts,**/*spec-kit.ts', '--quiet',
  ], { cwd: root, stdio: 'inherit' });
  writeFileSync(join(fresh, '.built'), '');
  if (existsSync(dirname(stamp))) renameSync(dirname(stamp), old); // swapped whole: what runs from dist never sees half of it
  renameSync(fresh, dirname(stamp));
  rmSync(old, { recursive: true, force: true });
}
