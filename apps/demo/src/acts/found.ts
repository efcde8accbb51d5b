import type { Scene } from '../scene.js';
import type { Child } from './call.js';

/** The child is located, then returned: two facts, and duties of each. */
export const found = async (scene: Scene, { episodeId }: Child, reportId: string): Promise<void> => {
  const { stage } = scene;
  const episode = `/missing-episodes/${episodeId}`;
  const locatedAt = await scene.at(88, 'The police find the child and release the child to the agency; their entry is cancelled. Located is not returned.');
  await scene.childWelfare(`${episode}/located`, { locatedAt, circumstance: 'with-police' });
  await scene.liaison('/recoveries', { episodeId, recoveredAt: locatedAt, releasedTo: 'agency', arrested: false });
  await scene.liaison(`/reports/${reportId}/ncic-cancellation`, { cancelledAt: locatedAt });
  await scene.showChanges();
  stage.expect('Police, NCMEC and the state\'s teams are to be told of it', await scene.stand('open', 'US-recovery-police', 'US-recovery-ncmec', 'GA-19.22-located-state-team'));

  const givenAt = await scene.at(89, 'The state\'s teams are told, and the police that the child was recovered, and how. NCMEC is forgotten for now.');
  await scene.childWelfare(`${episode}/notices`, { about: 'located', to: 'state-team', channel: 'electronic', givenAt });
  for (const about of ['located', 'recovery-circumstances']) await scene.childWelfare(`${episode}/notices`, { about, to: 'police', channel: 'telephone', givenAt });
  await scene.showChanges();
  stage.expect('Georgia\'s 24 hours for the state\'s teams were kept', await scene.stand('on-time', 'GA-19.22-located-state-team', 'US-recovery-police'));

  const returnedAt = await scene.at(92, 'The child is in a new placement. Only now can the child be asked, and only now do the duties on return begin.');
  await scene.childWelfare(`${episode}/returned`, { returnedAt, to: 'new-placement', caregiverWilling: 'not-asked' });
  await scene.showChanges();
  stage.expect('Five duties on return are open', await scene.stand('open',
    'US-return-interview', 'US-screening-on-return', 'US-primary-factors', 'US-response-to-factors', 'US-services'));
};
