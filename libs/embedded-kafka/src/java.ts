import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

const LOWEST_JAVA = 17; // what a Kafka 4 broker runs on

const usable = (file: string): boolean => {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

const onPath = (program: string): boolean => (process.env.PATH ?? '').split(delimiter).some(folder => usable(join(folder, program)));

/** The Java that Maven would take too. */
export const javaProgram = (): string => {
  const own = process.env.JAVA_HOME && join(process.env.JAVA_HOME, 'bin', 'java');
  return own && usable(own) ? own : 'java';
};

const javaVersion = (): number | undefined => {
  const { stderr } = spawnSync(javaProgram(), ['-version'], { encoding: 'utf8' });
  const version = /version "(?:1\.)?(\d+)/.exec(stderr ?? '')?.[1];
  return version ? Number(version) : undefined;
};

/** What is wrong with this machine's Java, and what to install; nothing when it will do. */
export const missingJava = (): string | undefined => {
  const version = javaVersion();
  if (version !== undefined && version >= LOWEST_JAVA) return undefined;
  const found = version === undefined ? 'there is no "java"' : `"${javaProgram()}" is version ${version}`;
  return `Kafka needs Java ${LOWEST_JAVA} or newer, and ${found}: install it `
    + `(Debian, Ubuntu: apt-get install openjdk-${LOWEST_JAVA}-jre-headless or a newer one; macOS: brew install openjdk) or point JAVA_HOME at it.`;
};

export const missingMaven = (): string | undefined =>
  onPath('mvn') ? undefined : 'Kafka is fetched by Maven, and there is no "mvn": install it (Debian, Ubuntu: apt-get install maven; macOS: brew install maven).';
