import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { ProjectionReader } from '#projections';
import type { Fact } from '../duty/index.js';
import { FactRow, ledgerFactsProjection, type SubjectRef } from './ledger-facts.projection.js';

const MERGERS = `fact.type in ('EpisodesMerged', 'EpisodesUnmerged') and fact.data->>'mergedEpisodeId' in (:...ids)`;

/** Each subject's facts at or before a position, in the log's order: those recorded with it, and the mergers that took it in. */
export const factsOfAll = async (tx: EntityManager, subjectIds: readonly string[], upTo?: bigint): Promise<ReadonlyMap<string, readonly Fact[]>> => {
  const facts = new Map<string, Fact[]>(subjectIds.map(id => [id, []]));
  if (subjectIds.length === 0) return facts;
  const found = tx.getRepository(FactRow).createQueryBuilder('fact').where(`(fact.subjectId in (:...ids) or (${MERGERS}))`, { ids: subjectIds });
  if (upTo !== undefined) found.andWhere('fact.position <= :upTo', { upTo: String(upTo) });
  for (const row of await found.orderBy('fact.position').addOrderBy('fact.revision').getMany()) {
    const about = [row.subjectId, ...('mergedEpisodeId' in row.data ? [row.data.mergedEpisodeId] : [])];
    for (const id of about) facts.get(id)?.push(row as unknown as Fact);
  }
  return facts;
};

@Injectable()
export class SubjectFacts {
  constructor(private readonly projections: ProjectionReader) {}

  /** All that is recorded about one subject. */
  of({ subjectId }: SubjectRef): Promise<readonly Fact[]> {
    return this.projections.read(ledgerFactsProjection.name, async tx => (await factsOfAll(tx, [subjectId])).get(subjectId) ?? []);
  }
}
