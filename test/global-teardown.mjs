import { rmSync } from 'node:fs';

export default async () => {
  if (globalThis.testKafka) {
    await globalThis.testKafka.server?.stop();
    rmSync(globalThis.testKafka.folder, { recursive: true, force: true });
  }
  if (!globalThis.testPostgres) return;
  const { folder, removePostgres, server } = globalThis.testPostgres;
  await server.stop();
  await removePostgres(folder); // root's lie elsewhere
  rmSync(folder, { recursive: true, force: true });
};
