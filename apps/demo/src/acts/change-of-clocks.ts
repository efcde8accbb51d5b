import { plusHours } from '#kernel';
import { localTime } from '../local-time.js';
import type { Scene } from '../scene.js';

const TOLD_NOBODY = ['C2', 'C3', 'GA-19.22-police', 'GA-19.22-ncmec'];

/** The night in which the clocks change, and the alerts of the next day. */
export const changeOfClocks = async (scene: Scene): Promise<void> => {
  const { stage, start, change } = scene;
  await scene.at(scene.elapsedHours(change), `The clocks change: a moment ago they showed ${localTime(plusHours(change, -1 / 60))}.`);
  await scene.showChanges();
  const duties = await Promise.all(TOLD_NOBODY.map(ruleId => scene.dutyUnder(ruleId)));
  stage.expect('No deadline moved: hours elapse, whatever the clock on the wall shows', duties.every(({ deadline }) => deadline === plusHours(start, 24)));

  await scene.at(12, 'Half of the 24 hours has passed, and neither police nor NCMEC has been told.');
  stage.expect('The caseworker is warned of all four duties (50 %)', await scene.alerted(50, ...TOLD_NOBODY));
  await scene.at(19.2, 'Four fifths of them have passed.');
  stage.expect('The supervisor is warned of all four (80 %)', await scene.alerted(80, ...TOLD_NOBODY));
};
