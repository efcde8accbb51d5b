import { rmSync } from 'node:fs';

export default async () => {
  if (!globalThis.testPostgres) return;
  await globalThis.testPostgres.server.stop();
  rmSync(globalThis.testPostgres.folder, { recursive: true, force: true });
};
