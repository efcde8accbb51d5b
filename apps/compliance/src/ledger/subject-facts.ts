import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { ProjectionReader } from '#projections';
import { leadersOf, mergedEver, tellsWhose, type Fact } from '../duty/index.js';
import { FactRow, ledgerFactsProjection, type SubjectRef } from './ledger-facts.projection.js';

type Stored = Fact & FactRow;

const MERGERS = `fact.type in ('EpisodesMerged', 'EpisodesUnmerged') and fact.data->>'mergedEpisodeId' in (:...ids)`;

/** Those recorded with each, and the mergers that took it in. */
const rowsOf = async (tx: EntityManager, subjectIds: readonly string[], upTo: bigint | undefined): Promise<ReadonlyMap<string, readonly Stored[]>> => {
  const rows = new Map<string, Stored[]>(subjectIds.map(id => [id, []]));
  if (subjectIds.length === 0) return rows;
  const found = tx.getRepository(FactRow).createQueryBuilder('fact').where(`(fact.subjectId in (:...ids) or (${MERGERS}))`, { ids: subjectIds });
  if (upTo !== undefined) found.andWhere('fact.position <= :upTo', { upTo: String(upTo) });
  for (const row of await found.orderBy('fact.position').addOrderBy('fact.revision').getMany() as unknown as readonly Stored[]) {
    const about = [row.subjectId, ...('mergedEpisodeId' in row.data ? [row.data.mergedEpisodeId] : [])];
    for (const id of about) rows.get(id)?.push(row);
  }
  return rows;
};

const inOrder = (one: FactRow, other: FactRow): number =>
  Number(BigInt(one.position) - BigInt(other.position)) || Number(BigInt(one.revision) - BigInt(other.revision));

/**
 * Each subject's facts at or before a position, in the log's order: its own; those of the episodes that were ever merged
 * into it, and, of those that it was ever merged into, whose they are, both marked so. Which count, the domain says.
 */
export const factsOfAll = async (tx: EntityManager, subjectIds: readonly string[], upTo?: bigint): Promise<ReadonlyMap<string, readonly Fact[]>> => {
  const own = await rowsOf(tx, subjectIds, upTo);
  const together = [...own].map(([id, facts]) => ({ id, facts, merged: mergedEver(id, facts), leaders: leadersOf(id, facts) }));
  const others = await rowsOf(tx, [...new Set(together.flatMap(({ merged, leaders }) => [...merged, ...leaders]))], upTo);
  const recordedWith = (other: string) => others.get(other)!.filter(({ subjectId }) => subjectId === other).map(fact => ({ ...fact, recordedWith: other }));
  return new Map(together.map(({ id, facts, merged, leaders }) => {
    const theirs = [...merged.flatMap(recordedWith), ...leaders.filter(leader => !merged.includes(leader)).flatMap(recordedWith).filter(tellsWhose)];
    return [id, theirs.length === 0 ? facts : [...facts, ...theirs].sort(inOrder)];
  }));
};

@Injectable()
export class SubjectFacts {
  constructor(private readonly projections: ProjectionReader) {}

  /** All that is recorded about one subject. */
  of({ subjectId }: SubjectRef): Promise<readonly Fact[]> {
    return this.projections.read(ledgerFactsProjection.name, async tx => (await factsOfAll(tx, [subjectId])).get(subjectId) ?? []);
  }
}
