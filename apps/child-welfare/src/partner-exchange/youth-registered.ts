import { DOMAIN_REJECTIONS, type UsState, type YouthRegisteredMessage } from '#contracts';
import { newId } from '#event-store';
import { DomainError } from '#kernel';
import { RegisterYouth, youths } from '../youth/index.js';
import { CLAIM_POINTERS, claimsOf } from './claims.js';
import { pointing, type Telling, type Told } from './told.js';

const POINTERS = { ...DOMAIN_REJECTIONS['youth-registered'], ...CLAIM_POINTERS };

const countyOf = ({ data, partner }: Told<YouthRegisteredMessage>): string => {
  const county = data.county ?? partner.county;
  if (!county) throw new DomainError('county-required', 'Name the county office: no default is configured for this partner', 'malformed', { pointer: '/data/county' });
  return county;
};

/** Whoever registers a child under a token that is held means the youth that holds it. */
export const youthRegistered: Telling<YouthRegisteredMessage> = async (told, { commands }) => {
  const { data, child, partner: { agency, state }, meta } = told;
  const registration = {
    agency, state: state as UsState, county: countyOf(told), coverage: data.coverage, claims: claimsOf(data.claims),
    identifier: { id: child, source: 'partner-message', confidence: 'confirmed' } as const,
  };
  const { id, position } = await pointing(POINTERS, () => commands.execute(new RegisterYouth(newId(youths, meta), registration, meta)));
  return { kind: 'youth', id, position: String(position) };
};
