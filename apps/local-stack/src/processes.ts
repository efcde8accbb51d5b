import { join } from 'node:path';
import { projectRoot, type Secrets } from './home.js';
import type { PortName, Ports } from './ports.js';
import { AUDIENCE } from './tokens.js';

export type ProcessSpec = {
  name: string;
  entry: string;
  args: readonly string[];
  /** Asked at each start: passwords are known only once PostgreSQL runs. */
  env: () => NodeJS.ProcessEnv;
  /** Whether it lives by the controllable clock. */
  clock: boolean;
  url?: string;
  docs?: string;
};

export type Setting = {
  ports: Ports; secrets: Secrets; databaseUrl: (database: string) => string; complianceWorkers: number; exchange: NodeJS.ProcessEnv;
};

export const DATABASES = ['event_store', 'keyring', 'child_welfare', 'juvenile_court', 'law_enforcement', 'compliance'] as const;

const SERVICES = [
  { name: 'child-welfare', database: 'child_welfare' },
  { name: 'juvenile-court', database: 'juvenile_court' },
  { name: 'law-enforcement', database: 'law_enforcement' },
  { name: 'compliance', database: 'compliance' },
] as const satisfies readonly { name: PortName; database: (typeof DATABASES)[number] }[];

const program = (...path: readonly string[]) => join(projectRoot, 'dist', ...path);

export const urlOf = (ports: Ports, name: PortName): string => `http://127.0.0.1:${ports[name]}`;
export const eventStoreUrl = (ports: Ports): string => `esdb://127.0.0.1:${ports['event-store']}?tls=false`;

/** How many sweeps of the statutory clocks run side by side; more than one shows that they do not disturb each other. */
export const readComplianceWorkers = (env: NodeJS.ProcessEnv): number => {
  const text = env.COMPLIANCE_WORKERS || '1';
  if (!/^[1-9]$/.test(text)) throw new Error(`COMPLIANCE_WORKERS must be a number from 1 to 9, not "${text}"`);
  return Number(text);
};

const serviceEnv = ({ ports, secrets, databaseUrl, exchange }: Setting, { name, database }: (typeof SERVICES)[number]): NodeJS.ProcessEnv => ({
  PORT: String(ports[name]),
  EVENTSTORE_URL: eventStoreUrl(ports),
  DATABASE_URL: databaseUrl(database),
  KEYRING_URL: databaseUrl('keyring'),
  KEY_ENCRYPTION_KEY: secrets.keyEncryptionKey,
  PSEUDONYM_SECRET: secrets.pseudonymSecret,
  OIDC_ISSUER: urlOf(ports, 'issuer'),
  OIDC_AUDIENCE: AUDIENCE,
  CLOCK: 'local-stack',
  ...exchange,
});

const eventStore = ({ ports, databaseUrl }: Setting): ProcessSpec => ({
  name: 'event-store',
  entry: program('libs', 'embedded-event-store', 'src', 'main.js'),
  args: ['--port', String(ports['event-store'])],
  env: () => ({ DATABASE_URL: databaseUrl('event_store') }),
  clock: false,
  url: eventStoreUrl(ports),
});

const issuer = ({ ports, secrets }: Setting): ProcessSpec => ({
  name: 'issuer',
  entry: program('apps', 'local-stack', 'src', 'issuer.js'),
  args: [],
  env: () => ({ PORT: String(ports.issuer), ISSUER_URL: urlOf(ports, 'issuer'), ISSUER_KEY_FILE: secrets.issuerKeyFile }),
  clock: false,
  url: urlOf(ports, 'issuer'),
});

const service = (setting: Setting, one: (typeof SERVICES)[number]): ProcessSpec[] => {
  const common = { args: [], env: () => serviceEnv(setting, one), clock: true };
  const url = urlOf(setting.ports, one.name);
  const workers = one.name === 'compliance' ? setting.complianceWorkers : 1;
  return [
    { ...common, name: one.name, entry: program('apps', one.name, 'src', 'main.js'), url, docs: `${url}/docs` },
    ...Array.from({ length: workers }, (_, index) => ({
      ...common, name: `${one.name}-worker${index ? `-${index + 1}` : ''}`, entry: program('apps', one.name, 'src', 'worker.js'),
    })),
  ];
};

/** Everything but PostgreSQL, in the order of its start: each stage is ready before the next one begins. */
export const stages = (setting: Setting): readonly (readonly ProcessSpec[])[] => [
  [eventStore(setting), issuer(setting)],
  SERVICES.flatMap(one => service(setting, one)),
];

/** What developer tools need to reach the stores and to act as a service. */
export const connections = (setting: Setting) => ({
  control: urlOf(setting.ports, 'control'),
  eventStoreUrl: eventStoreUrl(setting.ports),
  databases: Object.fromEntries(DATABASES.map(name => [name, setting.databaseUrl(name)])),
  services: Object.fromEntries(SERVICES.map(one =>
    [one.name, { url: urlOf(setting.ports, one.name), env: { ...serviceEnv(setting, one), CLOCK: 'system' } }])),
});
