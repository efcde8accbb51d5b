import { randomUUID } from 'node:crypto';
import { call } from './acts/call.js';
import { changeOfClocks } from './acts/change-of-clocks.js';
import { closing } from './acts/closing.js';
import { determination } from './acts/determination.js';
import { found } from './acts/found.js';
import { policeTakeIt } from './acts/police-take-it.js';
import { reckoning } from './acts/reckoning.js';
import { search } from './acts/search.js';
import { toldToWait } from './acts/told-to-wait.js';
import { tooLate } from './acts/too-late.js';
import { localTime, localYear, nextEveningBefore } from './local-time.js';
import { Scene } from './scene.js';
import type { Stack } from './stack.js';
import type { Stage } from './stage.js';

/** One synthetic child, from the first call to a closed case. Everything is done and read through the public APIs, by those who would do it. */
export const tell = async (stack: Stack, stage: Stage): Promise<void> => {
  const { evening, change } = nextEveningBefore(await stack.now());
  await stack.advanceTo(evening);
  const start = await stack.now();
  stage.line(`It is ${localTime(start)} ${localYear(start)} in Georgia, the evening before the clocks change.`);

  const scene = new Scene(stack, stage, start, change, randomUUID().slice(0, 8).toUpperCase());
  const child = await call(scene);
  const reportId = await toldToWait(scene, child);
  await changeOfClocks(scene);
  await policeTakeIt(scene, reportId);
  await tooLate(scene, child);
  await search(scene, child, reportId);
  await found(scene, child, reportId);
  await closing(scene, child);
  await determination(scene, child);
  await reckoning(scene);
};
