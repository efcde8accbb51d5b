import { Refused } from '#public-api-client';
import type { Scene } from '../scene.js';
import type { Child } from './call.js';

type Screening = { readonly id: string; readonly proposed?: string };

const MUST_BE_NAMED = [
  'interview-open', 'screening-open', 'factors-open', 'response-open', 'services-open',
  'US-return-interview', 'US-screening-on-return', 'US-primary-factors', 'US-response-to-factors', 'US-services', 'US-recovery-ncmec',
];

const whyNot = async (tried: Promise<unknown>) => {
  const error: unknown = await tried.then(() => undefined, (reason: unknown) => reason);
  if (error !== undefined && !(error instanceof Refused)) throw error;
  return error?.problem;
};

/** No episode closes while anything owed for it is open. */
export const closing = async (scene: Scene, { youthId, episodeId }: Child): Promise<void> => {
  const { stage } = scene;
  const episode = `/missing-episodes/${episodeId}`;
  const closure = async (closedAt: string) =>
    scene.childWelfare(`${episode}/closure`, { closedAt, reason: 'returned' }, 'caseworker', await scene.settledAt());
  const whyNotClosed = (closedAt: string) =>
    scene.stack.until(() => whyNot(closure(closedAt)), problem => problem?.code !== 'duties-not-yet-known'); // compliance takes a moment

  const refused = await whyNotClosed(await scene.at(93, 'The child is back, so somebody wants to close the episode.'));
  const named = (refused?.errors ?? []).map(({ code }) => code);
  if (refused) stage.mark('refused', `${refused.code}: ${named.join(', ')}`);
  stage.expect('Closing is refused, and exactly what is open is named', refused?.code === 'duties-open' && [...named].sort().join() === [...MUST_BE_NAMED].sort().join());

  const heldAt = await scene.at(96, 'The caseworker holds the return interview and goes through a screening tool (an example one). The tool proposes; a person determines.');
  await scene.childWelfare(`${episode}/return-interviews`, { heldAt, outcome: 'held', answers: { 'what-happened': 'Synthetic answer' } });
  const screening = await scene.childWelfare<Screening>('/screenings', {
    youthId, completedAt: heldAt, tool: { name: 'example-conversation', version: '1' },
    answers: {
      'place-to-stay': 'preferred-not-to-say', 'getting-by': 'someone-expects-something-back', people: 'someone-decides-for-the-youth',
      'asked-to-do': 'preferred-not-to-say',
    },
  });
  await scene.childWelfare(`${episode}/return-screenings`, { screeningId: screening.id });
  await scene.showChanges();
  stage.expect('The tool proposes "identified"', screening.proposed === 'identified');

  const doneAt = await scene.at(98, 'What made the child leave is written down, answered, and services are chosen. NCMEC is told of the recovery and its circumstances.');
  await scene.childWelfare(`${episode}/factors`, { determinedAt: doneAt, factors: ['placement-conflict', 'exploitation'] });
  await scene.childWelfare(`${episode}/responses`, { respondedAt: doneAt, placement: 'subsequent', responses: ['placement-changed', 'safety-plan'] });
  await scene.childWelfare(`${episode}/services`, { arrangedAt: doneAt, services: ['medical', 'advocate'] });
  for (const about of ['located', 'recovery-circumstances']) await scene.childWelfare(`${episode}/notices`, { about, to: 'ncmec', channel: 'electronic', givenAt: doneAt });
  await scene.showChanges();

  const stillRefused = await whyNotClosed(await scene.at(99, 'The caseworker closes the episode.'));
  if (stillRefused) stage.mark('refused', `${stillRefused.code}: ${(stillRefused.errors ?? []).map(({ code }) => code).join(', ')}`);
  const { body: { status } } = await scene.episode<{ readonly status: string }>(episodeId);
  stage.expect('All is done, and the episode is closed', stillRefused === undefined && status === 'closed');
};
