import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { kafkaJars, missingForKafka } from './jars.js';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'kafka-jars-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

(missingForKafka('/nowhere') ? describe.skip : describe)('fetching Kafka', () => {
  it('may be done twice at once, and leaves one whole folder of jars', async () => {
    const notices: string[] = [];
    const fetch = () => kafkaJars({ cacheFolder: folder, notice: text => notices.push(text) });
    const [one, two] = await Promise.all([fetch(), fetch()]);
    expect(one).toBe(two);
    expect(notices).toHaveLength(2);
    expect(readdirSync(folder).map(name => join(folder, name))).toEqual([one]);
    expect(readdirSync(one)).toContain('kafka_2.13-4.1.0.jar');
    await fetch();
    expect(notices).toHaveLength(2);
  }, 900_000);
});
