// Of any child: also what is only set aside is sealed first.
const ofChild = { 'unknown-child': '/partitionkey', 'personal-data-erased': '/partitionkey' } as const;
const ofEpisode = { ...ofChild, 'unknown-episode': '/data/episode', 'episode-recorded-in-error': '/data/episode', 'other-agency': '/data' } as const;
const ofClaims = {
  'not-a-name': '/data/claims/name/value', 'not-a-date': '/data/claims/birthDate/value', 'born-in-the-future': '/data/claims/birthDate/value',
  'unknown-sex-code': '/data/claims/sex/value', 'unknown-race-code': '/data/claims/race/value', 'race-codes-exclude-each-other': '/data/claims/race/value',
  'unknown-ethnicity-code': '/data/claims/ethnicity/value', 'unknown-membership-code': '/data/claims/tribalMembership/value',
  'not-a-tribal-code': '/data/claims/tribalMembership/value', 'tribes-without-membership': '/data/claims/tribalMembership/value',
  'learned-in-the-future': null,
} as const;

/**
 * With what codes of the domain each message may be refused, by the middle of its type, and which JSON Pointer the refusal bears; null
 * where that depends on the message. Of history-backfilled each item may be refused as a message of its type, its pointer below
 * `/data/items/<index>`. Permanent, as the codes of the exchange itself are (`REJECTIONS`).
 */
export const DOMAIN_REJECTIONS = {
  'youth-registered': {
    'personal-data-erased': '/partitionkey', 'identifier-being-released': '/partitionkey', 'county-required': '/data/county', 'unknown-state': '/data', ...ofClaims,
  },
  'youth-corrected': { ...ofChild, ...ofClaims, 'from-in-the-future': '/data/coverage/from' },
  'concern-received': { ...ofChild, 'received-in-the-future': '/data/receivedAt', 'unknown-indicator': '/data/indicators' },
  'missing-reported': {
    ...ofChild, 'learned-in-the-future': '/data/learnedAt', 'last-seen-after-learned': '/data/lastSeenAt', 'already-reported': '/data/episode', 'other-agency': '/data',
  },
  'child-located': {
    ...ofEpisode, 'already-located': '/data/locatedAt', 'located-in-the-future': '/data/locatedAt', 'located-before-last-seen': '/data/locatedAt',
    'learned-in-the-future': '/data/learnedAt', 'learned-before-located': '/data/learnedAt', 'episode-closed': '/data/episode',
  },
  'placement-changed': {
    ...ofChild, 'placed-in-the-future': '/data/changedAt', 'from-in-the-future': '/data/changedAt', 'types-without-foster-home': '/data/fosterHomeTypes',
  },
  'report-made': {
    ...ofEpisode, 'made-in-the-future': '/data/madeAt', 'made-before-last-seen': '/data/madeAt', 'receipt-in-the-future': '/data/acknowledgedAt',
    'receipt-before-report': '/data/acknowledgedAt',
  },
  'history-backfilled': { 'personal-data-erased': '/partitionkey', 'claimed-in-the-future': '/recordedAt' },
} as const satisfies Readonly<Record<string, Readonly<Record<string, string | null>>>>;
