import type { DataSource } from 'typeorm';
import { freshDatabase } from '#testing';
import { ProjectionReader, ProjectionRunner, requestRedrive, type Projection } from './index.js';
import { append, eventually, openDatabase, openLog, tally } from './spec-kit.js';

const WAIT_MS = 20_000;
const lines: string[] = [];
const log = (line: string) => void lines.push(line);

describe('a projection', () => {
  let store: Awaited<ReturnType<typeof openLog>>;
  let url: string;
  let dataSource: DataSource;
  let reader: ProjectionReader;
  const runners: ProjectionRunner[] = [];

  const run = (projection: Projection, over: object = {}) => {
    const runner = new ProjectionRunner({ client: store.client, dataSource, projection, log, ...over });
    runners.push(runner);
    runner.start();
    return runner;
  };
  const totals = async () => {
    const rows: { stream: string; events: number }[] = await reader.read('tally', tx => tx.query('select * from total order by stream'));
    return Object.fromEntries(rows.map(row => [row.stream, row.events]));
  };

  beforeAll(async () => void (store = await openLog(await freshDatabase())));
  afterAll(() => store.close());
  beforeEach(async () => {
    lines.length = 0;
    url = await freshDatabase();
    dataSource = await openDatabase(url);
    reader = new ProjectionReader({ client: store.client, dataSource });
  });
  afterEach(async () => {
    await Promise.all(runners.splice(0).map(runner => runner.stop()));
    if (dataSource.isInitialized) await dataSource.destroy();
  });

  it('applies the events of its types, old and new, and stands at the last', async () => {
    const [a, b] = [`a-${url.slice(-8)}`, `b-${url.slice(-8)}`];
    await append(store.client, a, 'Counted', 'NotCounted', 'Recounted');
    run(tally());
    const position = await append(store.client, b, 'Counted');
    await reader.caughtUp('tally', position, WAIT_MS);
    expect(await totals()).toMatchObject({ [a]: 2, [b]: 1 });
    expect(await reader.read('tally', async (_, at) => at >= position)).toBe(true);
  });

  it('applies a live event within some tens of milliseconds', async () => {
    run(tally());
    await reader.caughtUp('tally', await append(store.client, 'live', 'Counted'), WAIT_MS);
    const times: number[] = [];
    for (let i = 0; i < 20; i++) {
      const start = performance.now();
      await reader.caughtUp('tally', await append(store.client, 'live', 'Counted'), WAIT_MS);
      times.push(performance.now() - start);
    }
    expect(times.sort((a, b) => a - b)[10]).toBeLessThan(100);
  });
});
