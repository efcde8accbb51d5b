import { plusMilliseconds } from '#kernel';
import type { Scene } from '../scene.js';
import type { Child } from './call.js';

const BREACH_WITHIN_MS = 1_000;
const BEFORE_THE_BREACH_MS = 1_500;

/** NCMEC is told six hours too late. */
export const tooLate = async (scene: Scene, { episodeId }: Child): Promise<void> => {
  const { stage, stack, synthetic } = scene;
  await scene.at(22.8, 'NCMEC has not been told by the agency: a report to the police does not stand for one to NCMEC.');
  const warned = await scene.alerted(95, 'C3', 'GA-19.22-ncmec');
  const { body: { alerted } } = await scene.kept(await scene.dutyUnder('C2'));
  stage.expect('The compliance officer is warned of C3 and GA-19.22-ncmec (95 %), and of C2 no more', warned && !alerted.includes(95));

  await stack.advanceTo(plusMilliseconds(scene.hour(24), -BEFORE_THE_BREACH_MS));
  stage.hour(24, 'The last second in which NCMEC could have been told in time goes by.');
  for (const ruleId of ['C3', 'GA-19.22-ncmec']) {
    const after = await scene.breachLatency(ruleId);
    stage.expect(`${ruleId} is breached; it was seen ${after} ms after the deadline`, after > 0 && after <= BREACH_WITHIN_MS);
  }
  await scene.showChanges();

  const madeAt = await scene.at(30, 'NCMEC is told, and gives a number.');
  const { id: reportId } = await scene.liaison('/reports', {
    subjectKind: 'missing-episode', subjectId: episodeId, recipient: 'ncmec', packet: { photo: true, physicalDescription: true, endangerment: true },
  });
  await scene.liaison(`/reports/${reportId}/made`, { madeAt, channel: 'telephone', madeBy: 'agency' });
  await scene.liaison(`/reports/${reportId}/acknowledgements`, { acknowledgedAt: madeAt, caseNumber: `SYN-NCMEC-${synthetic}` });
  await scene.showChanges();
  stage.expect('C3 and Georgia\'s own duty read late, not never', await scene.stand('late', 'C3', 'GA-19.22-ncmec'));
};
