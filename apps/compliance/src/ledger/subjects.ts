import type { EntityManager } from 'typeorm';
import type { Actor } from '#kernel';
import type { Fact } from '../duty/index.js';
import { FactRow } from './ledger-facts.projection.js';
import { factsOfAll } from './subject-facts.js';

const AT_ONCE = 200;

export type SubjectFilter = { readonly state?: string; readonly county?: string };
export type FoundSubject = { readonly openedAt: bigint; readonly subjectId: string; readonly facts: readonly Fact[] };

/** Position of the newest fact: what a report stands on unless told. */
export const newestFact = async (tx: EntityManager): Promise<bigint> => {
  const [row]: { position: string | null }[] = await tx.query('select max(position) as position from fact');
  return BigInt(row?.position ?? 0);
};

const openings = (tx: EntityManager, actor: Actor, { state, county }: SubjectFilter, after: bigint, upTo: bigint) => {
  const found = tx.getRepository(FactRow).createQueryBuilder('fact')
    .where('fact.type in (:...types)', { types: ['ChildReportedMissing', 'DeterminationMade'] })
    .andWhere('fact.agency = :agency', { agency: actor.agency })
    .andWhere('fact.position > :after and fact.position <= :upTo', { after: String(after), upTo: String(upTo) });
  if (actor.county) found.andWhere('fact.county = :own', { own: actor.county });
  if (state) found.andWhere('fact.state = :state', { state });
  if (county) found.andWhere('fact.county = :county', { county });
  return found.orderBy('fact.position').limit(AT_ONCE).getMany();
};

/** The actor's agency's episodes and determinations, of those its county's only where it is bound to one, in the log's order. */
export async function* subjectsOf(tx: EntityManager, actor: Actor, filter: SubjectFilter, upTo: bigint, after = -1n): AsyncGenerator<FoundSubject> {
  for (let from = after; ;) {
    const page = await openings(tx, actor, filter, from, upTo);
    const facts = await factsOfAll(tx, page.map(({ subjectId }) => subjectId), upTo);
    for (const { position, subjectId } of page) yield { openedAt: BigInt(position), subjectId, facts: facts.get(subjectId) ?? [] };
    if (page.length < AT_ONCE) return;
    from = BigInt(page.at(-1)!.position);
  }
}
