// Compiles apps and libs with swc into dist, and does nothing when dist is newer than every source.
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
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
  rmSync(join(root, 'dist'), { recursive: true, force: true });
  execFileSync(process.execPath, [
    join(root, 'node_modules', '@swc', 'cli', 'bin', 'swc.js'), 'apps', 'libs',
    '--out-dir', 'dist', '--config-file', '.swcrc', '--ignore', '**/*.spec.ts,**/*.int-spec.ts,**/*.e2e-spec.ts', '--quiet',
  ], { cwd: root, stdio: 'inherit' });
  writeFileSync(stamp, '');
}
