import { createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

export type PortName = 'control' | 'child-welfare' | 'juvenile-court' | 'law-enforcement' | 'compliance' | 'issuer' | 'event-store' | 'postgres';
export type Ports = Readonly<Record<PortName, number>>;

/** `offset` is the place after PORT_BASE, where that is set. */
const PORTS: readonly { name: PortName; variable: string; port: number; offset: number }[] = [
  { name: 'control', variable: 'CONTROL_PORT', port: 3000, offset: 0 },
  { name: 'child-welfare', variable: 'CHILD_WELFARE_PORT', port: 3001, offset: 1 },
  { name: 'juvenile-court', variable: 'JUVENILE_COURT_PORT', port: 3002, offset: 2 },
  { name: 'law-enforcement', variable: 'LAW_ENFORCEMENT_PORT', port: 3003, offset: 3 },
  { name: 'compliance', variable: 'COMPLIANCE_PORT', port: 3005, offset: 5 },
  { name: 'issuer', variable: 'ISSUER_PORT', port: 3010, offset: 10 },
  { name: 'event-store', variable: 'EVENTSTORE_PORT', port: 2113, offset: 11 },
  { name: 'postgres', variable: 'POSTGRES_PORT', port: 5433, offset: 12 },
];

const number = (variable: string, text: string, highest: number): number => {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < 1 || value > highest) throw new Error(`${variable} must be a port from 1 to ${highest}, not "${text}"`);
  return value;
};

/** Each server's port: its own variable, else its place after PORT_BASE, else the usual one. */
export const readPorts = (env: NodeJS.ProcessEnv): Ports => {
  const base = env.PORT_BASE ? number('PORT_BASE', env.PORT_BASE, 65_000) : undefined;
  const taken = new Map<number, string>();
  const ports = PORTS.map(({ name, variable, port: usual, offset }) => {
    const own = env[variable];
    const port = own ? number(variable, own, 65_535) : base === undefined ? usual : base + offset;
    const other = taken.get(port);
    if (other) throw new Error(`${other} and ${name} would both listen on port ${port}: change ${variable}`);
    taken.set(port, name);
    return [name, port] as const;
  });
  return Object.fromEntries(ports) as Ports;
};

export const inUse = (name: PortName, port: number): string => {
  const { variable } = PORTS.find(row => row.name === name)!;
  return `Port ${port}, needed by ${name}, is in use. Stop what uses it, or choose another with ${variable} (PORT_BASE moves all of them).`;
};

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) => (error.code === 'EADDRINUSE' ? resolve(false) : reject(error)));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });

/** Throws for the first port that stays taken. `patienceMs`: how long what a killed supervisor left behind may take to end. */
export const requireFree = async (ports: Ports, patienceMs: number): Promise<void> => {
  const until = Date.now() + patienceMs;
  for (const { name } of PORTS) {
    while (!(await isFree(ports[name]))) {
      if (Date.now() >= until) throw new Error(inUse(name, ports[name]));
      await pause(100);
    }
  }
};
