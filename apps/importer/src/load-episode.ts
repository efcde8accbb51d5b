import { v5 as uuidFrom } from 'uuid';
import { Refused, type Answer, type ApiRequest, type PublicApiClient } from '#public-api-client';
import type { EpisodeRow } from './check-row.js';
import { faultsOf, type Step } from './faults-of.js';
import type { Fault } from './columns.js';

const KEYS = 'c1a3a1de-6f0a-4b77-9f2d-0a4b6f8a2f51';

/** The services as they are reached for one agency. */
export type Target = { readonly api: Pick<PublicApiClient, 'send'>; readonly childWelfare: string; readonly lawEnforcement: string; readonly token: string };
export type Loaded = { readonly episodeId: string; readonly agency: string; readonly position: bigint };

export class NotLoaded extends Error {
  constructor(readonly faults: readonly Fault[]) {
    super('The row was refused');
  }
}

type Created = { readonly id: string };
type Command = { readonly step: Step; readonly name: string; readonly url: string; readonly body: object } & Pick<ApiRequest, 'claimedRecordedAt' | 'minPosition'>;

/** The same row, agency and step always make the same key, so a repeated import repeats nothing. */
const keyOf = ({ agency, episode }: EpisodeRow, name: string) => uuidFrom(JSON.stringify(['missing-episodes', agency, episode, name]), KEYS);

/**
 * Loads one episode in the order in which it happened; whatever the services have already answers as the first time.
 * Throws `NotLoaded` when a service refuses, and then sends nothing further of this row.
 */
export const loadEpisode = async (row: EpisodeRow, { api, childWelfare, lawEnforcement, token }: Target): Promise<Loaded> => {
  let position = 0n;
  const post = async ({ step, name, ...command }: Command): Promise<Answer<Created>> => {
    try {
      const answer = await api.send<Created>({ method: 'POST', token, idempotencyKey: keyOf(row, name), ...command });
      if (answer.position > position) position = answer.position;
      return answer;
    } catch (error) {
      if (error instanceof Refused) throw new NotLoaded(faultsOf(step, error.problem));
      throw error;
    }
  };
  const { agency, state, county, stateChildId, category, learnedAt, lastSeenAt, recordedAt, evidenceRecordedAt, locatedAt, screening } = row;

  const { body: { id: youthId } } = await post({
    step: 'youth', name: 'youth', url: `${childWelfare}/youths`, claimedRecordedAt: recordedAt,
    // The auditors' population is children in foster care (HHS-OIG A-07-20-06095, A-07-21-06102), so the agency answers for each as placed.
    body: { agency, state, county, coverage: 'placed', identifier: { id: stateChildId, source: 'import', confidence: 'confirmed' } },
  });
  const episode = await post({
    step: 'episode', name: 'episode', url: `${childWelfare}/missing-episodes`, claimedRecordedAt: recordedAt,
    body: { youthId, category, learnedAt, learnedBy: 'agency', ...(lastSeenAt ? { lastSeenAt } : {}) },
  });
  const episodeId = episode.body.id;

  const claim = evidenceRecordedAt ? { claimedRecordedAt: evidenceRecordedAt } : {};
  for (const { recipient, madeAt, receipt } of row.reports) {
    const draft = await post({
      step: `${recipient}-report`, name: `${recipient}-draft`, url: `${lawEnforcement}/reports`, minPosition: episode.position, ...claim,
      body: { subjectKind: 'missing-episode', subjectId: episodeId, recipient },
    });
    const report = `${lawEnforcement}/reports/${draft.body.id}`;
    await post({ step: `${recipient}-report`, name: `${recipient}-made`, url: `${report}/made`, ...claim, body: { madeAt, channel: 'not-recorded', madeBy: 'agency' } });
    if (!receipt) continue;
    await post({
      step: `${recipient}-receipt`, name: `${recipient}-receipt`, url: `${report}/acknowledgements`, ...claim,
      body: { caseNumber: receipt }, // when it was given was not collected
    });
  }
  if (locatedAt) {
    await post({ step: 'located', name: 'located', url: `${childWelfare}/missing-episodes/${episodeId}/located`, body: { locatedAt, circumstance: 'not-recorded' } });
  }
  if (screening) {
    await post({ step: 'screening', name: 'screening', url: `${childWelfare}/screenings`, body: { youthId, ...screening, tool: null } });
  }
  return { episodeId, agency, position };
};
