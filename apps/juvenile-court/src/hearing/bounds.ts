import { localDay } from '#calendar';
import type { HearingKind } from '#contracts';
import type { Instant } from '#kernel';
import type { OpenedCase } from '../case/index.js';
import { stateOf } from '../courts.js';
import type { RuleBook } from '../rules/index.js';
import type { Bounds } from './domain/sitting.js';

type Asked = { readonly kind: HearingKind; readonly docket: string | null; readonly countedFrom: Instant | null; readonly startsAt: Instant };

/** What bounds a hearing's date: the text that was in force when its count began, and where the court counts its days. */
export const boundsOf = (rules: RuleBook, { court, county }: Pick<OpenedCase, 'court' | 'county'>, { kind, docket, countedFrom, startsAt }: Asked): Bounds => {
  const state = stateOf(court) ?? '';
  const place = rules.placeOf({ court, state, county });
  return {
    place,
    rule: rules.hearingRule(state, kind, localDay(countedFrom ?? startsAt, place.zone)),
    docket: docket === null ? null : rules.docket({ court, county }, docket),
  };
};
