import { Injectable } from '@nestjs/common';
import { EPISODE_FACTS } from '#contracts';
import { EventStore } from '#event-store';
import type { Recorded } from '#kernel';
import { ProjectionReader, type Process } from '#projections';
import { ledgerFactsProjection, SubjectFacts } from '../ledger/index.js';
import { derivedMeta } from './derived-meta.js';
import { assessed, assessments, isAwaited } from './domain/assessment.js';
import { OPEN_DUTIES } from './open-duties.process.js';

const CAUGHT_UP_WITHIN_MS = 1_000; // and again, for as long as it takes

type EpisodeFact = { readonly youthId: string; readonly episodeId: string };

/**
 * Tells when what was recorded with an episode has its duties, so that none is closed before it is known what is owed. It
 * follows the process that opens them, and says nothing while that has anything of the youth parked.
 */
@Injectable()
export class TellAssessed implements Process {
  readonly name = 'tell-assessed';
  readonly eventTypes = EPISODE_FACTS;

  constructor(private readonly projections: ProjectionReader, private readonly facts: SubjectFacts, private readonly store: EventStore) {}

  parkingKey(event: Recorded): string {
    return (event.data as EpisodeFact).youthId;
  }

  async handle(event: Recorded): Promise<void> {
    const { youthId, episodeId } = event.data as EpisodeFact;
    await this.projections.caughtUp(ledgerFactsProjection.name, event.position, CAUGHT_UP_WITHIN_MS);
    const facts = await this.facts.of({ subjectKind: 'missing-episode', subjectId: episodeId });
    if (!isAwaited(facts, event.id)) return; // before it waits for the duties: most facts are of children still missing
    await this.settled(youthId, event.position);
    const meta = derivedMeta(this.name, event.id, event.metadata.$correlationId, event.id);
    await this.store.decide(assessments, youthId, assessed({ youthId, episodeId, factId: event.id }), meta);
  }

  private async settled(youthId: string, upTo: bigint): Promise<void> {
    await this.projections.caughtUp(OPEN_DUTIES, upTo, CAUGHT_UP_WITHIN_MS);
    const parked = await this.projections.parked(OPEN_DUTIES);
    if (parked.some(({ key, position }) => key === youthId && position <= upTo)) throw Object.assign(new Error('its duties are not settled'), { name: 'FactParked' });
  }
}
