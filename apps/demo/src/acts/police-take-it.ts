import type { Scene } from '../scene.js';

/** Police take the report: it has a receipt, and opens duties of their own. */
export const policeTakeIt = async (scene: Scene, reportId: string): Promise<void> => {
  const { stage, synthetic } = scene;
  const madeAt = await scene.at(20, 'The county calls the police again. This time the report is taken, and there is a case number.');
  await scene.liaison(`/reports/${reportId}/made`, { madeAt, channel: 'telephone', madeBy: 'agency' });
  await scene.liaison(`/reports/${reportId}/acknowledgements`, {
    acknowledgedAt: madeAt, caseNumber: `SYN-PD-${synthetic}`, officer: 'Officer Synthetic', ori: 'GA0000000',
  });
  await scene.showChanges();
  stage.expect('C2 and Georgia\'s own duty are met, on time; the refusal stays on record beside it', await scene.stand('on-time', 'C2', 'GA-19.22-police'));
  stage.expect('The police now have two hours for NCIC (C4), and a report to NCMEC of their own (C6)', await scene.stand('open', 'C4', 'C6'));

  const enteredAt = await scene.at(21, 'The police enter the child in NCIC and tell NCMEC, and say so.');
  await scene.liaison(`/reports/${reportId}/ncic-entry`, { enteredAt, category: 'EMJ', nicNumber: `SYN-NIC-${synthetic}` });
  await scene.liaison(`/reports/${reportId}/ncmec-told-by-police`, { toldAt: enteredAt });
  await scene.showChanges();
  stage.expect('C4 and C6 are met; C5 opens: verify the entry within 30 days', (await scene.stand('on-time', 'C4', 'C6')) && (await scene.stand('open', 'C5')));
  stage.expect('What the police tell NCMEC is not the agency\'s report: C3 is still open', await scene.stand('open', 'C3'));
};
