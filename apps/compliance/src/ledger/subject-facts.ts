import { Injectable } from '@nestjs/common';
import { In, LessThanOrEqual, type EntityManager } from 'typeorm';
import { ProjectionReader } from '#projections';
import type { Fact } from '../duty/index.js';
import { FactRow, ledgerFactsProjection, type SubjectRef } from './ledger-facts.projection.js';

/** Each subject's facts at or before a position, in the log's order. */
export const factsOfAll = async (tx: EntityManager, subjectIds: readonly string[], upTo?: bigint): Promise<ReadonlyMap<string, readonly Fact[]>> => {
  const rows = await tx.getRepository(FactRow).find({
    where: { subjectId: In([...subjectIds]), ...(upTo === undefined ? {} : { position: LessThanOrEqual(String(upTo)) }) },
    order: { position: 'ASC', revision: 'ASC' },
  });
  const facts = new Map<string, Fact[]>(subjectIds.map(id => [id, []]));
  for (const row of rows) facts.get(row.subjectId)?.push(row as unknown as Fact);
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
