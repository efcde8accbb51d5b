import { execFile } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { accessSync, constants, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { homedir, userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { missingJava, missingMaven } from './java.js';

const withPackage = (folder: string): string => (existsSync(join(folder, 'package.json')) ? folder : withPackage(dirname(folder)));

export const projectRoot = withPackage(dirname(fileURLToPath(import.meta.url)));

const POM = join(projectRoot, 'libs', 'embedded-kafka', 'pom.xml');
const FETCHED_WITHIN_MS = 15 * 60_000;
const OUTPUT_LIMIT = 16 * 1024 * 1024;

const writable = (folder: string): boolean => {
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK | constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

/** One folder of jars per list of jars: a changed pom.xml never meets an old cache. */
const jarsIn = (cacheFolder: string): string =>
  join(cacheFolder, `kafka-${createHash('sha256').update(readFileSync(POM)).digest('hex').slice(0, 12)}`);

/** The user's cache folder, or the project's own where that can be neither used nor written. */
const usualCacheFolder = (): string => {
  const users = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'safe-harbor');
  return existsSync(jarsIn(users)) || writable(users) ? users : join(projectRoot, '.safe-harbor', 'cache');
};

/** What this machine lacks to run Kafka, and what to install; nothing when all is there. Maven counts only until the jars are fetched. */
export const missingForKafka = (cacheFolder = usualCacheFolder()): string | undefined => {
  const missing = [missingJava(), existsSync(jarsIn(cacheFolder)) ? undefined : missingMaven()].filter(Boolean);
  return missing.length ? missing.join('\n') : undefined;
};

/** A user without a home folder has no local repository: then it lies in the cache. Java goes by the account, not by $HOME. */
const localRepository = (cacheFolder: string): readonly string[] => {
  let home: string | undefined;
  try {
    home = userInfo().homedir;
  } catch {
    // an account that is in no user database
  }
  return home && writable(join(home, '.m2')) ? [] : [`-Dmaven.repo.local=${join(cacheFolder, 'maven')}`];
};

const fetchJars = async (cacheFolder: string, into: string, signal?: AbortSignal) => {
  try {
    await promisify(execFile)('mvn',
      ['--batch-mode', '--quiet', '--file', POM, ...localRepository(cacheFolder), 'dependency:copy-dependencies', `-DoutputDirectory=${into}`],
      { signal, timeout: FETCHED_WITHIN_MS, maxBuffer: OUTPUT_LIMIT });
  } catch (error) {
    if (signal?.aborted) throw error;
    const { stdout = '', message } = error as Error & { stdout?: string };
    throw new Error(`Maven could not fetch Kafka: ${stdout.trim().split('\n').slice(0, 3).join('\n') || message}`, { cause: error });
  }
};

/**
 * The folder with Kafka's jars, fetched by Maven the first time. They appear in it whole or not at all, so that two may fetch at once:
 * the second finds the first one's. `notice` is told before a download of about 45 MB.
 */
export const kafkaJars = async (options: { cacheFolder?: string; notice?: (text: string) => void; signal?: AbortSignal }): Promise<string> => {
  const cacheFolder = options.cacheFolder ?? usualCacheFolder();
  const jars = jarsIn(cacheFolder);
  if (existsSync(jars)) return jars;
  if (!writable(cacheFolder)) throw new Error(`${cacheFolder} cannot be written, and Kafka is kept there: choose another with XDG_CACHE_HOME`);
  options.notice?.(`Fetching Kafka with Maven, once, into ${jars} …`);
  const half = `${jars}.${randomUUID()}`;
  try {
    await fetchJars(cacheFolder, half, options.signal);
    renameSync(half, jars);
  } catch (error) {
    if (!existsSync(jars)) throw error; // else another process was first
  } finally {
    rmSync(half, { recursive: true, force: true });
  }
  return jars;
};
