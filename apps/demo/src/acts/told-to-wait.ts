import type { Scene } from '../scene.js';
import type { Child } from './call.js';

/** Police take no report. Nothing of that stops a clock; the refusal is taken further, and the search begins. */
export const toldToWait = async (scene: Scene, { episodeId }: Child): Promise<string> => {
  const { stage } = scene;
  const episode = `/missing-episodes/${episodeId}`;
  const { deadline } = await scene.dutyUnder('C2');

  const refusedAt = await scene.at(1, 'The county calls the police, who take no report yet: wait, they say, most come back. That is recorded as what it is, and taken to their supervisor.');
  const { id: reportId } = await scene.liaison('/reports', {
    subjectKind: 'missing-episode', subjectId: episodeId, recipient: 'police', packet: { physicalDescription: true },
  });
  await scene.liaison(`/reports/${reportId}/refusals`, { refusedAt, reason: 'told-to-wait' });
  await scene.liaison(`/reports/${reportId}/escalations`, { escalatedAt: refusedAt, to: 'police-supervisor' });
  await scene.showChanges();
  const still = await scene.dutyUnder('C2');
  stage.expect('A refusal stops no clock: C2 is still open, with the same deadline', still.verdict === 'open' && still.deadline === deadline);

  const searchedAt = await scene.at(3, 'The caseworker puts the packet together, asks family and a friend, and tells the state\'s teams.');
  await scene.childWelfare(`${episode}/packet`, { photo: 'records/photos/synthetic-1', height: '165 cm', hairColor: 'brown', eyeColor: 'brown', prescriptionMedications: 'none' });
  await scene.childWelfare(`${episode}/locate-attempts`, { madeAt: searchedAt, contacted: 'family', result: 'no-information' });
  await scene.childWelfare(`${episode}/locate-attempts`, { madeAt: searchedAt, contacted: 'friend', result: 'no-information' });
  await scene.childWelfare(`${episode}/notices`, { about: 'missing', to: 'state-team', channel: 'electronic', givenAt: searchedAt });
  const { body: { missingElements } } = await scene.episode<{ readonly missingElements: readonly string[] }>(episodeId);
  stage.mark('missing', `Still to be asked for the packet, which holds nothing up: ${missingElements.join(', ')}`);
  await scene.showChanges();
  stage.expect('The packet lists what it lacks, and no more', missingElements.includes('weight') && !missingElements.includes('photo'));
  stage.expect('The state\'s teams were told on time', await scene.stand('on-time', 'GA-19.22-state-team'));
  return reportId;
};
