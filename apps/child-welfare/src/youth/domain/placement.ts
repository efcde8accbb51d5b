import { FOSTER_HOME_TYPES, type Coverage } from '#contracts';
import { DomainError, type Decision } from '#kernel';
import { changeCoverage, inSequence } from './decisions.js';
import { countyAt, known, type Placement, type Youth, type YouthEvent } from './youth.js';

type Decide = Decision<Youth, YouthEvent>;

export type PlacementChange = Placement & { readonly coverage: Coverage };

/** Told again for the same moment, the later word counts. */
const moveTo = ({ setting, fosterHomeTypes, since, county }: Placement): Decide => (state, now) => {
  const youth = known(state);
  if (since > now) throw new DomainError('placed-in-the-future', 'A placement is recorded once the youth is there');
  const types = FOSTER_HOME_TYPES.filter(type => fosterHomeTypes.includes(type));
  if (types.length > 0 && setting !== 'foster-family-home') {
    throw new DomainError('types-without-foster-home', 'Only a foster family home has the types of elements 114 to 119', 'malformed');
  }
  const told = youth.placements.findLast(placement => placement.since === since);
  const sameCounty = county === null || county === countyAt(youth, since);
  if (told?.setting === setting && told.fosterHomeTypes.join() === types.join() && sameCounty) return [];
  const { youthId, place: { agency } } = youth;
  return [{ type: 'PlacementChanged', data: { youthId, agency, setting, fosterHomeTypes: types, since, county: county ?? told?.county ?? null }, occurredAt: since }];
};

/** Where the youth lives, and why the agency answers for it there: both or neither. */
export const changePlacement = ({ coverage, ...placement }: PlacementChange): Decide =>
  inSequence(moveTo(placement), changeCoverage({ coverage, from: placement.since }));
