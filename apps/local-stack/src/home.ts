import { generateKeyPairSync, randomBytes, type JsonWebKey } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const withPackage = (folder: string): string => (existsSync(join(folder, 'package.json')) ? folder : withPackage(dirname(folder)));

export const projectRoot = withPackage(dirname(fileURLToPath(import.meta.url)));

/** The data folder, whether it is there or not. A relative SAFE_HARBOR_HOME counts from the project's root, as npm does. */
export const homeFolder = (env: NodeJS.ProcessEnv): string => resolve(projectRoot, env.SAFE_HARBOR_HOME || '.safe-harbor');

export type Secrets = { keyEncryptionKey: string; pseudonymSecret: string; issuerKeyFile: string };

/** All that the stack keeps between two starts, apart from the database's own files. */
export class Home {
  constructor(readonly folder: string) {}

  static open(folder: string): Home {
    const home = new Home(folder);
    try {
      mkdirSync(home.path('logs'), { recursive: true });
      mkdirSync(home.path('secrets'), { recursive: true, mode: 0o700 });
    } catch (error) {
      throw new Error(`The data folder ${folder} cannot be used (${(error as NodeJS.ErrnoException).code}): choose another with SAFE_HARBOR_HOME`);
    }
    return home;
  }

  path(...parts: readonly string[]): string {
    return join(this.folder, ...parts);
  }

  log(name: string): string {
    return this.path('logs', `${name}.log`);
  }

  secrets(): Secrets {
    const random = () => randomBytes(32).toString('base64url');
    const keyPair = () => generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' }) as JsonWebKey;
    this.keepSecret('issuer-key.json', () => JSON.stringify(keyPair()));
    return {
      keyEncryptionKey: this.keepSecret('key-encryption-key', random),
      pseudonymSecret: this.keepSecret('pseudonym-secret', random),
      issuerKeyFile: this.path('secrets', 'issuer-key.json'),
    };
  }

  get clockOffsetMs(): number {
    const file = this.path('clock.json');
    return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as { offsetMs: number }).offsetMs : 0;
  }

  set clockOffsetMs(offsetMs: number) {
    this.write('clock.json', JSON.stringify({ offsetMs }));
  }

  /** Connection strings and environments for developer tools; passwords included. */
  writeConnections(connections: object): void {
    this.write('connections.json', `${JSON.stringify(connections, undefined, 2)}\n`);
  }

  /** Removes what the stack made and nothing else: SAFE_HARBOR_HOME may be a folder with other things in it. */
  forget(): void {
    for (const name of ['clock.json', 'connections.json', 'kafka', 'logs', 'postgres', 'postgres.password', 'secrets', 'supervisor.pid']) {
      rmSync(this.path(name), { recursive: true, force: true });
    }
  }

  private keepSecret(name: string, make: () => string): string {
    if (!existsSync(this.path('secrets', name))) this.write(join('secrets', name), make());
    return readFileSync(this.path('secrets', name), 'utf8');
  }

  private write(name: string, text: string): void {
    writeFileSync(this.path(`${name}.new`), text, { mode: 0o600 });
    renameSync(this.path(`${name}.new`), this.path(name));
  }
}
