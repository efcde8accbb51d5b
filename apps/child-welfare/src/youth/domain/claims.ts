import { CLAIM_SOURCES, ETHNICITIES, MEMBERSHIPS, RACES, SEXES } from '#contracts';
import { DomainError, type Instant, plusHours } from '#kernel';

export { CLAIM_SOURCES, ETHNICITIES, MEMBERSHIPS, RACES, SEXES };
export type Race = (typeof RACES)[number];
export type Ethnicity = (typeof ETHNICITIES)[number];
export type Sex = (typeof SEXES)[number];
/** Tribes by their EPA tribal code. */
export type TribalMembership = { readonly membership: (typeof MEMBERSHIPS)[number]; readonly tribes: readonly string[] };
export type ClaimSource = (typeof CLAIM_SOURCES)[number];

type ClaimValues = {
  readonly name: string;
  readonly 'birth-date': string;
  readonly sex: Sex;
  readonly race: readonly Race[];
  readonly ethnicity: Ethnicity;
  readonly 'tribal-membership': TribalMembership;
};
export type ClaimKind = keyof ClaimValues;
export type ClaimValue = ClaimValues[ClaimKind];
export const CLAIM_KINDS = ['name', 'birth-date', 'sex', 'race', 'ethnicity', 'tribal-membership'] as const satisfies readonly ClaimKind[];

export type Claim = { readonly kind: ClaimKind; readonly value: ClaimValue; readonly source: ClaimSource; readonly learnedAt: Instant };

// Someone born today where the day begins first, UTC+14, is not born in the future.
const EARLIEST_DAY_HOURS = 14;
const EXCLUSIVE_RACES: readonly Race[] = ['abandoned', 'declined'];

const malformed = (code: string, message: string) => new DomainError(code, message, 'malformed');
const isOneOf = <T extends string>(values: readonly T[], value: unknown): value is T => values.includes(value as T);

/** Letters only, without marks, upper-case: two spellings of one name compare equal. */
export const normalisedName = (name: string): string =>
  name.normalize('NFKD').replace(/\p{M}/gu, '').toUpperCase().normalize('NFKD').replace(/[^\p{L}]/gu, '');

/** A calendar date that exists, as YYYY-MM-DD. */
export const isDate = (text: unknown): text is string => {
  const [, year, month, day] = (typeof text === 'string' && /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)?.map(Number)) || [];
  if (!year || !month || !day || month > 12) return false;
  const february = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return day <= ([31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0);
};

export const claimKind = (text: string): ClaimKind => {
  if (!isOneOf(CLAIM_KINDS, text)) throw new DomainError('unknown-claim-kind', `One of ${CLAIM_KINDS.join(', ')}`, 'unknown');
  return text;
};

const readers: { readonly [Kind in ClaimKind]: (value: unknown) => ClaimValues[Kind] } = {
  name: value => {
    if (typeof value !== 'string' || value.length > 200 || normalisedName(value) === '') throw malformed('not-a-name', 'A name is a text of up to 200 characters with at least one letter');
    return value.trim();
  },
  'birth-date': value => {
    if (!isDate(value)) throw malformed('not-a-date', 'A birth date is a calendar date such as 2010-04-30');
    return value;
  },
  sex: value => {
    if (!isOneOf(SEXES, value)) throw malformed('unknown-sex-code', `One of ${SEXES.join(', ')}`);
    return value;
  },
  race: value => {
    if (!Array.isArray(value) || value.length === 0 || !value.every(code => isOneOf(RACES, code))) throw malformed('unknown-race-code', `A list of ${RACES.join(', ')}`);
    const races = RACES.filter(race => value.includes(race));
    if (races.length > 1 && races.some(race => EXCLUSIVE_RACES.includes(race))) throw malformed('race-codes-exclude-each-other', '"abandoned" and "declined" stand alone');
    return races;
  },
  ethnicity: value => {
    if (!isOneOf(ETHNICITIES, value)) throw malformed('unknown-ethnicity-code', `One of ${ETHNICITIES.join(', ')}`);
    return value;
  },
  'tribal-membership': value => {
    const { membership, tribes = [] } = (typeof value === 'object' && value !== null ? value : {}) as { membership?: unknown; tribes?: unknown };
    if (!isOneOf(MEMBERSHIPS, membership)) throw malformed('unknown-membership-code', `membership is one of ${MEMBERSHIPS.join(', ')}`);
    if (!Array.isArray(tribes) || !tribes.every(tribe => typeof tribe === 'string' && /^\d{3}$/.test(tribe))) throw malformed('not-a-tribal-code', 'tribes is a list of three-digit EPA tribal codes');
    if (membership !== 'yes' && tribes.length > 0) throw malformed('tribes-without-membership', 'Tribes are named only for a member or one eligible');
    return { membership, tribes: [...new Set(tribes as string[])].sort() };
  },
};

/** The value as its kind codes it. Refusals never repeat the value: it is personal. */
export const claimValue = (kind: ClaimKind, value: unknown): ClaimValue => readers[kind](value);

export const refuseImpossibleClaim = ({ kind, value, learnedAt }: Claim, now: Instant): void => {
  if (learnedAt > now) throw new DomainError('learned-in-the-future', 'The agency cannot have learned of this yet', 'refused', { claim: kind });
  if (kind === 'birth-date' && (value as string) > plusHours(now, EARLIEST_DAY_HOURS).slice(0, 10)) {
    throw new DomainError('born-in-the-future', 'A birth date cannot lie in the future');
  }
};
