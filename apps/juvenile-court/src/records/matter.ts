import type { EntityManager } from 'typeorm';
import { stateOf } from '../courts.js';

export type Matter = {
  readonly caseId: string;
  readonly court: string;
  readonly county: string;
  /** As its events say it: while one of this child's events is parked, the matter is the court's alone. Null for what is so anyway. */
  readonly youthId: string | null;
};

const digestOf = (parameter: string) => `encode(sha256(convert_to(${parameter}::uuid::text, 'UTF8')), 'hex')`;

/** Says whose a case is, before any row of it: rows of an unknown matter are shown to nobody, nor are those of a forgotten one. Repeatable. */
export const recordMatter = (tx: EntityManager, { caseId, court, county, youthId }: Matter): Promise<unknown> =>
  tx.query(
    `insert into matter_all (case_id, court, county, state, youth_id) select $1, $2, $3, $4, $5
     where not exists (select 1 from forgotten_all where digest = ${digestOf('$1')}) on conflict do nothing`,
    [caseId, court, county, stateOf(court), youthId]);

/** From now on nothing that comes of the case is shown to anybody. What is kept of its id is a digest: ids are random, so it leads back to none. */
export const forgetMatter = (tx: EntityManager, caseId: string): Promise<unknown> =>
  tx.query(`insert into forgotten_all (digest) values (${digestOf('$1')}) on conflict do nothing`, [caseId]);
