import type { Scene } from '../scene.js';
import type { Child } from './call.js';

/** The business days of the search: the court, regular communication, the locate log, the entry verified. */
export const search = async (scene: Scene, { episodeId }: Child, reportId: string): Promise<void> => {
  const { stage } = scene;
  const episode = `/missing-episodes/${episodeId}`;
  const monday = await scene.at(40, 'The first business day. The juvenile court is told and asked for a pick-up order; police and NCMEC are called, the school is asked.');
  await scene.childWelfare(`${episode}/notices`, { about: 'missing', to: 'court', channel: 'written', givenAt: monday });
  await scene.childWelfare(`${episode}/motions`, { motion: 'pick-up-order', filedAt: monday });
  await scene.childWelfare(`${episode}/communications`, { with: 'police', heldAt: monday });
  await scene.childWelfare(`${episode}/communications`, { with: 'ncmec', heldAt: monday });
  await scene.childWelfare(`${episode}/locate-attempts`, { madeAt: monday, contacted: 'school', result: 'no-information' });
  await scene.showChanges();
  stage.expect('The court was told on the first of its two business days', await scene.stand('on-time', 'GA-19.22-court'));

  const tuesday = await scene.at(64, 'The second business day. The police verify their entry, with a photo; somebody online has seen the child.');
  await scene.liaison(`/reports/${reportId}/ncic-verification`, { verifiedAt: tuesday, photoWithin180Days: true, medicalAndDental: false });
  await scene.childWelfare(`${episode}/locate-attempts`, { madeAt: tuesday, contacted: 'online', result: 'seen' });
  await scene.showChanges();
  stage.expect('C5 is met, 28 days early', await scene.stand('on-time', 'C5'));
};
