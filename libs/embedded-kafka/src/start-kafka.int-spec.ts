import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { missingForKafka } from './jars.js';
import { startKafka } from './start-kafka.js';

const STARTS_AND_STOPS_MS = 300_000;

(missingForKafka() ? describe.skip : describe)('a broker that is started', () => {
  let folder: string;
  const others: Server[] = [];
  beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'safe-harbor-kafka-'))));
  afterEach(() => {
    for (const other of others.splice(0)) other.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const taken = (port: number) => others.push(createServer().listen(port, '127.0.0.1'));

  it('takes other ports when one of its own was taken before it could have it', async () => {
    const asked: number[][] = [];
    const kafka = await startKafka({
      folder,
      properties: (port, controllerPort) => {
        asked.push([port, controllerPort]);
        if (asked.length === 1) taken(controllerPort);
        return {};
      },
    });
    await kafka.stop();
    expect(asked).toHaveLength(2);
    expect(new Set(asked.flat()).size).toBe(4);
    expect(kafka.port).toBe(asked[1]![0]);
  }, STARTS_AND_STOPS_MS);

  it('says why it ended, in a notice each time it is tried again and in the error itself', async () => {
    const told: string[] = [];
    const said = /^Kafka ended at once \(exit 1\); see .*kafka\.log\n[^]*Invalid value never for configuration log\.retention\.hours/;
    const started = startKafka({ folder, notice: text => told.push(text), properties: () => ({ 'log.retention.hours': 'never' }) });
    await expect(started).rejects.toThrow(said);
    expect(told).toEqual([expect.stringMatching(said), expect.stringMatching(said)]);
  }, STARTS_AND_STOPS_MS);
});
