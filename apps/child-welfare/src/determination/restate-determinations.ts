import { Injectable } from '@nestjs/common';
import { EventStore } from '#event-store';
import type { Recorded } from '#kernel';
import type { Process } from '#projections';
import { derivedMeta } from '../derived-meta.js';
import { basisOfYouth } from '../youth/index.js';
import { DeterminationReads } from './determination.reads.js';
import { restateDetermination } from './domain/correcting.js';
import { determinations } from './domain/determination.js';

type YouthsEvent = { readonly youthId: string };

/**
 * What is learnt of a youth's age or coverage reaches every determination whose clock started before it was known; so does coverage that
 * begins only afterwards.
 */
@Injectable()
export class RestateDeterminations implements Process {
  readonly name = 'restate-determinations';
  readonly eventTypes = ['YouthClaimMade', 'YouthClaimCorrected', 'YouthCoverageChanged', 'DeterminationMade', 'DeterminationCorrected'];
  readonly concurrency = 4;

  constructor(private readonly store: EventStore, private readonly reads: DeterminationReads) {}

  parkingKey(event: Recorded): string {
    return (event.data as YouthsEvent).youthId;
  }

  async handle(event: Recorded): Promise<void> {
    const { youthId } = event.data as YouthsEvent;
    for (const determinationId of await this.reads.idsOfYouth(youthId, event.position)) await this.restate(determinationId, youthId, event);
  }

  private async restate(determinationId: string, youthId: string, event: Recorded): Promise<void> {
    const determination = (await this.store.load(determinations, determinationId))?.state;
    if (!determination || determination.status === 'none') return;
    const { receivedAt } = determination.made;
    const basis = await basisOfYouth(this.store, youthId, receivedAt);
    await this.store.decide(determinations, determinationId, restateDetermination(basis, receivedAt), derivedMeta(this.name, determinationId, event));
  }
}
