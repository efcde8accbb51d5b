import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readKafkaSettings, type KafkaSettings } from '#kafka';

export type Environment = {
  readonly port: number;
  readonly eventStoreUrl: string;
  readonly databaseUrl: string;
  readonly keyRingUrl: string;
  readonly keyEncryptionKey: Uint8Array;
  readonly pseudonymSecret: Uint8Array;
  readonly oidcIssuer: string;
  readonly oidcAudience: string;
  readonly clock: 'system' | 'local-stack';
  /** Left out: partner exchange is off. */
  readonly kafka?: KafkaSettings | undefined;
};

type Source = Readonly<Record<string, string | undefined>>;
type Reader<T> = (value: string) => T;

const url = (protocols: readonly string[]): Reader<string> => value => {
  if (!protocols.some(protocol => value.startsWith(`${protocol}://`))) throw new Error(`must start with ${protocols.join(':// or ')}://`);
  return value;
};

const bytes32: Reader<Uint8Array> = value => {
  const bytes = Buffer.from(value, 'base64url');
  if (bytes.length !== 32) throw new Error(`must be 32 bytes in base64url; make one with: node -p "crypto.randomBytes(32).toString('base64url')"`);
  return bytes;
};

const port: Reader<number> = value => {
  if (!/^\d{1,5}$/.test(value) || Number(value) > 65_535) throw new Error('must be a port number');
  return Number(value);
};

const clock: Reader<Environment['clock']> = value => {
  if (value !== 'system' && value !== 'local-stack') throw new Error('must be system or local-stack');
  return value;
};

/** Reads what a service needs. Throws one message that names every variable that is missing or wrong, and the fix; never its value. */
export const readEnvironment = (source: Source): Environment => {
  const wrong: string[] = [];
  const take = <T>(name: string, reader: Reader<T>, what: string, fallback?: string): T => {
    const value = source[name] ?? fallback;
    if (value === undefined || value === '') wrong.push(`${name} is not set: ${what}`);
    else try {
      return reader(value);
    } catch (error) {
      wrong.push(`${name} ${(error as Error).message}: ${what}`);
    }
    return undefined as T;
  };
  const environment: Environment = {
    port: take('PORT', port, 'the port to serve on', '0'),
    eventStoreUrl: take('EVENTSTORE_URL', url(['esdb', 'esdb+discover']), 'EventStoreDB, such as esdb://127.0.0.1:2113?tls=false'),
    databaseUrl: take('DATABASE_URL', url(['postgres', 'postgresql']), 'this service\'s own PostgreSQL database'),
    keyRingUrl: take('KEYRING_URL', url(['postgres', 'postgresql']), 'the key ring\'s PostgreSQL database'),
    keyEncryptionKey: take('KEY_ENCRYPTION_KEY', bytes32, 'the key that wraps the key ring'),
    pseudonymSecret: take('PSEUDONYM_SECRET', bytes32, 'the secret of keyed identifiers and fingerprints'),
    oidcIssuer: take('OIDC_ISSUER', url(['http', 'https']), 'who issues the access tokens'),
    oidcAudience: take('OIDC_AUDIENCE', value => value, 'the audience a token must name', 'safe-harbor'),
    clock: take('CLOCK', clock, 'where the time comes from', 'system'),
  };
  if (wrong.length > 0) throw new Error(`The environment is not complete:\n${wrong.map(line => `  ${line}`).join('\n')}`);
  return { ...environment, kafka: readKafkaSettings(source) };
};

/** The project's root folder, from source or from dist. */
export const projectRoot = (): string => {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) folder = dirname(folder);
  return folder;
};

/**
 * For developer tools: this process's own environment when it names an event store, else what the running
 * local stack wrote down for that service. Throws with the fix when there is neither.
 */
export const toolEnvironment = (service: string): Source => {
  if (process.env.EVENTSTORE_URL) return process.env;
  const file = join(process.env.SAFE_HARBOR_HOME ?? join(projectRoot(), '.safe-harbor'), 'connections.json');
  if (!existsSync(file)) throw new Error('Nothing to connect to: start the local stack (npm start), or set EVENTSTORE_URL, DATABASE_URL and the rest');
  const { services } = JSON.parse(readFileSync(file, 'utf8')) as { services: Record<string, { env: Source }> };
  return services[service]?.env ?? {};
};
