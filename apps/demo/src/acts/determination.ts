import { plusHours } from '#kernel';
import { localTime } from '../local-time.js';
import type { Scene } from '../scene.js';
import type { Child } from './call.js';

/** What the screening proposed, a person determines: that is a subject of its own, with a clock of its own. */
export const determination = async (scene: Scene, { youthId }: Child): Promise<void> => {
  const { stage, synthetic } = scene;
  const receivedAt = await scene.at(100, 'A person of the agency determines: the youth is identified as a victim of sex trafficking.');
  const { id } = await scene.childWelfare('/determinations', {
    youthId, outcome: 'identified-victim', trafficking: 'sex', determinedBy: 'agency', receivedAt, basis: { codes: ['screening-result'] },
  });
  scene.follow({ kind: 'determinations', id });
  await scene.showChanges();
  const { deadline } = await scene.dutyUnder('C1');
  stage.expect(`C1 is open: tell the police by ${localTime(deadline!)}`, (await scene.stand('open', 'C1')) && deadline === plusHours(receivedAt, 24));

  const madeAt = await scene.at(101, 'The police are told, and give a case number.');
  const { id: reportId } = await scene.liaison('/reports', { subjectKind: 'determination', subjectId: id, recipient: 'police' });
  await scene.liaison(`/reports/${reportId}/made`, { madeAt, channel: 'telephone', madeBy: 'agency' });
  await scene.liaison(`/reports/${reportId}/acknowledgements`, {
    acknowledgedAt: madeAt, caseNumber: `SYN-PD-${synthetic}-2`, officer: 'Officer Synthetic', ori: 'GA0000000',
  });
  await scene.showChanges();
  stage.expect('C1 is met, on time', await scene.stand('on-time', 'C1'));
};
