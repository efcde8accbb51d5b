import type { AgeBand, Coverage } from '#contracts';
import type { EventStore } from '#event-store';
import { clearOf, type Instant } from '#kernel';
import { ageBandOf } from './domain/age.js';
import { countyAt, coverageAt, coverageSince, known, youths, type CoverageSince, type Place, type RegisteredYouth } from './domain/youth.js';

/** The youth as it is now, for a decision of another aggregate. Throws `unknown-youth`. */
export const loadYouth = async (store: EventStore, youthId: string): Promise<RegisteredYouth> => known((await store.load(youths, youthId))?.state);

/** As the youth's record has it at the moment in question; no band where the birth date was erased: what was known stays. */
export type YouthBasis = CoverageSince & { readonly ageBand?: AgeBand };

/**
 * What duties stand on and only the youth's record can say, at that moment. Where the agency answered for the youth only later, but
 * before `until`, the coverage is as of then: a duty is owed once the agency both answers for the youth and knows.
 */
export const basisOfYouth = async (store: EventStore, youthId: string, at: Instant, until: Instant | null = null): Promise<YouthBasis> => {
  const youth = await loadYouth(store, youthId);
  const covered = coverageSince(youth, at, until);
  return { ...covered, ...(youth.status === 'erased' ? {} : { ageBand: bandAt(youth, at) }) };
};

/** Who answers for the youth, why, and in which age band the youth is, at that moment. Throws `unknown-youth`. */
export const placeOfYouth = async (store: EventStore, youthId: string, at: Instant): Promise<Place & { coverage: Coverage; ageBand: AgeBand }> => {
  const youth = await loadYouth(store, youthId);
  return { ...youth.place, county: countyAt(youth, at), coverage: coverageAt(youth, at), ageBand: bandAt(youth, at) };
};

const bandAt = ({ claims, place }: RegisteredYouth, at: Instant) =>
  ageBandOf(clearOf(claims['birth-date']?.value) as string | undefined, place.state, at);
