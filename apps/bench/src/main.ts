import { performance } from 'node:perf_hooks';
import { measureExchange } from './exchange.js';
import { bareAppends, bareCopy, decisions, project, sealedDecisions } from './measures.js';
import { openStores, type BenchStores } from './stores.js';

const COUNT = Number(process.argv[2] ?? 2_000);
const say = (line: string) => void process.stdout.write(`${line}\n`);

const seconds = async (work: () => Promise<unknown>): Promise<number> => {
  const begun = performance.now();
  await work();
  return (performance.now() - begun) / 1_000;
};

const row = (what: string, count: number, taken: number, against?: number) =>
  say(`${what.padEnd(52)} ${String(Math.round(count / taken)).padStart(8)}/s ${against === undefined ? '' : `${(taken / against).toFixed(2)} x`.padStart(9)}`);

const appends = async (stores: BenchStores, lanes: number) => {
  await bareAppends(stores, COUNT / 10, lanes); // warm
  const bare = await seconds(() => bareAppends(stores, COUNT, lanes));
  row(`${lanes} at a time: the bare client appends`, COUNT, bare);
  row(`${lanes} at a time: decide`, COUNT, await seconds(() => decisions(stores, COUNT, lanes)), bare);
  row(`${lanes} at a time: decide, with a sealed value`, COUNT, await seconds(() => sealedDecisions(stores, COUNT, lanes)), bare);
};

const exchange = async (stores: BenchStores) => {
  const measured = await measureExchange(stores, COUNT);
  if (typeof measured === 'string') return say(`Partners' messages are not measured: ${measured}`);
  row('a bare kafkajs consumer commits each batch', COUNT, measured.eachBatch);
  row('a bare kafkajs consumer commits each message', COUNT, measured.eachMessage, measured.eachBatch);
  row('child-welfare takes in, applies, answers, commits', COUNT, measured.ingested, measured.eachBatch);
};

say(`Each figure beside the bare one of the same run; a ratio of 2.00 x takes twice as long. ${COUNT} events or messages each.`);
const stores = await openStores();
try {
  await appends(stores, 1);
  await appends(stores, 16);
  let rows = 0;
  const projected = await seconds(async () => (rows = await project(stores)));
  const copy = await bareCopy(stores);
  const copied = await seconds(copy);
  row('a bare COPY of the rows', rows, copied);
  row('a projection of the log into the same rows', rows, projected, copied);
  await exchange(stores);
} finally {
  await stores.close();
}
