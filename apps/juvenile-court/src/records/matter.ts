import type { EntityManager } from 'typeorm';
import { stateOf } from '../courts.js';

export type Matter = {
  readonly caseId: string;
  readonly court: string;
  readonly county: string;
  /** As its events say it: while one of this child's events is parked, the matter is the court's alone. Null for what is so anyway. */
  readonly youthId: string | null;
};

/** Says whose a case is, before any row of it: rows of an unknown matter are shown to nobody. Repeatable. */
export const recordMatter = (tx: EntityManager, { caseId, court, county, youthId }: Matter): Promise<unknown> =>
  tx.query(
    'insert into matter_all (case_id, court, county, state, youth_id) values ($1, $2, $3, $4, $5) on conflict do nothing',
    [caseId, court, county, stateOf(court), youthId]);
