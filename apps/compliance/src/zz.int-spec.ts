import { startService } from '#testing';
import { httpApplication, openDependencies, workerApplication } from '#service';
import { freshDatabase, FakeClock, startStores } from '#testing';
import { compliance } from './service.js';
import { writeFileSync, appendFileSync } from 'node:fs';
const log = (t: string) => appendFileSync('/tmp/h6-zz.log', `${Date.now()} ${t}\n`);
it('stops', async () => {
  writeFileSync('/tmp/h6-zz.log', '');
  const stores = await startStores();
  const open = await openDependencies(compliance, { port: 0, eventStoreUrl: stores.eventStoreUrl, databaseUrl: await freshDatabase(), keyRingUrl: await freshDatabase(),
    keyEncryptionKey: new Uint8Array(32).fill(7), pseudonymSecret: new Uint8Array(32).fill(8), oidcIssuer: 'http://127.0.0.1:1', oidcAudience: 'x', clock: 'system' }, new FakeClock());
  log('opened');
  for (const part of ['ledger-facts', 'duties']) {
    const w = await workerApplication({ ...compliance, projections: compliance.projections.filter(p => p.name === part), processes: undefined, sweeps: undefined }, open);
    await new Promise(r => setTimeout(r, 1500));
    log('close ' + part); await w.close(); log('closed ' + part);
  }
  const w = await workerApplication({ ...compliance, projections: [], sweeps: undefined }, open);
  await new Promise(r => setTimeout(r, 1500));
  log('close process'); await w.close(); log('closed');
  const s = await workerApplication({ ...compliance, projections: [], processes: undefined }, open);
  await new Promise(r => setTimeout(r, 1500));
  log('close sweep'); await s.close(); log('closed');
  const app = await httpApplication(compliance, open); await app.listen(0, '127.0.0.1');
  log('close app'); await app.close(); log('closed');
  await open.close(); log('closed open'); await stores.stop(); log('stopped');
});
void startService;
