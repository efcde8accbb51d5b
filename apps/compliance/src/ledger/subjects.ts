import type { EntityManager } from 'typeorm';
import type { Actor } from '#kernel';
import { knownOf, type Fact } from '../duty/index.js';
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

const OPENINGS = ['ChildReportedMissing', 'DeterminationMade'];
const CORRECTED_HERE = `select c.subject_id from fact c where c.type in ('EpisodeCorrected', 'DeterminationCorrected') and c.agency = :agency`;

/** Whatever was ever stated to be the agency's. */
const openings = (tx: EntityManager, { agency }: Actor, after: bigint, upTo: bigint) =>
  tx.getRepository(FactRow).createQueryBuilder('fact')
    .where('fact.type in (:...types)', { types: OPENINGS })
    .andWhere(`(fact.agency = :agency or fact.subject_id in (${CORRECTED_HERE}))`, { agency })
    .andWhere('fact.position > :after and fact.position <= :upTo', { after: String(after), upTo: String(upTo) })
    .orderBy('fact.position').limit(AT_ONCE).getMany();

/** As it is now known: a correction may have moved a subject to another agency or county. */
const isWanted = (actor: Actor, { state, county }: SubjectFilter) => ({ facts }: FoundSubject): boolean => {
  const subject = knownOf(facts)?.subject;
  return subject?.agency === actor.agency && (!actor.county || subject.county === actor.county)
    && (!state || subject.state === state) && (!county || subject.county === county);
};

/** The actor's agency's episodes and determinations, of those its county's only where it is bound to one, in the log's order. */
export async function* subjectsOf(tx: EntityManager, actor: Actor, filter: SubjectFilter, upTo: bigint, after = -1n): AsyncGenerator<FoundSubject> {
  const wanted = isWanted(actor, filter);
  for (let from = after; ;) {
    const page = await openings(tx, actor, from, upTo);
    const facts = await factsOfAll(tx, page.map(({ subjectId }) => subjectId), upTo);
    const found = page.map(({ position, subjectId }) => ({ openedAt: BigInt(position), subjectId, facts: facts.get(subjectId) ?? [] }));
    yield* found.filter(wanted);
    if (page.length < AT_ONCE) return;
    from = BigInt(page.at(-1)!.position);
  }
}
