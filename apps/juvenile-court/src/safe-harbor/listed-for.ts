import { localDay } from '#calendar';
import type { RuleBook } from '../rules/index.js';
import type { KnownCheck } from './domain/check.js';
import type { Applied } from './domain/provision.js';
import { applicable, provisionsOf } from './domain/provisions.js';
import type { ProvisionBook } from './provision-book.js';

type About = Pick<KnownCheck, 'triggeredAt' | 'ageBand' | 'standing' | 'allegation' | 'court' | 'county'> & { readonly state: string };

/** The state's provisions in force on the day of the arrest or charge, as it was there, and as they stand for this child. */
export const listedFor = ({ provisions }: ProvisionBook, rules: RuleBook, about: About): readonly Applied[] => {
  const { state, county, court, triggeredAt, ageBand, standing, allegation } = about;
  const { zone } = rules.placeOf({ court: court ?? '', state, county });
  return applicable(provisionsOf(provisions, state, localDay(triggeredAt, zone)), { ageBand, standing, allegation });
};
