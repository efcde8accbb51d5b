/** As AFCARS codes race, 45 CFR 1355.44(b)(7), elements 13 to 20: a list of those answered yes. */
export const RACES = [
  'american-indian-alaska-native', 'asian', 'black-african-american', 'native-hawaiian-pacific-islander', 'white', 'unknown', 'abandoned', 'declined',
] as const;

/** Whether Hispanic or Latino, 45 CFR 1355.44(b)(8), element 21. */
export const ETHNICITIES = ['yes', 'no', 'unknown', 'abandoned', 'declined'] as const;

/** 45 CFR 1355.44(b)(2), element 6. Gender as the youth states it is another thing. */
export const SEXES = ['male', 'female'] as const;

/** 45 CFR 1355.44(b)(4), elements 8 and 9. */
export const MEMBERSHIPS = ['yes', 'no', 'unknown'] as const;

export const CLAIM_SOURCES = [
  'youth', 'parent-or-guardian', 'relative', 'birth-certificate', 'agency-record', 'court-record', 'police', 'school', 'health-provider', 'tribe', 'other',
] as const;

/** The claims of a message by the kind of claim each makes. */
export const CLAIM_KIND_OF = {
  name: 'name', birthDate: 'birth-date', sex: 'sex', race: 'race', ethnicity: 'ethnicity', tribalMembership: 'tribal-membership',
} as const;

export const RECEIVED_BY = ['hotline-worker', 'caseworker', 'supervisor', 'police-liaison', 'provider', 'other-agency'] as const;
export const LEARNED_BY = ['agency', 'hotline', 'county', 'provider', 'other-agency'] as const;
export const TRAFFICKING = ['sex', 'labor'] as const;

/** What was seen or said, by the four groups around a child. Signs, never proof: each alone is common among children who are not trafficked. */
export const INDICATORS = {
  societal: ['sexualised-images-of-children', 'little-awareness-of-trafficking', 'lack-of-services-for-youth', 'discrimination'],
  community: ['group-or-gang-activity-nearby', 'hotel-or-transit-hub-nearby', 'social-isolation', 'under-resourced-school', 'peers-involved'],
  relationship: [
    'controlling-adult-or-older-partner', 'conflict-or-violence-at-home', 'caregiver-substance-use', 'caregiver-exploits-the-child', 'repeated-placement-changes',
    'contact-with-unknown-adults-online',
  ],
  individual: [
    'earlier-abuse-or-neglect', 'missing-from-care-before', 'nowhere-to-stay', 'unexplained-money-or-goods', 'unexplained-injury', 'marked-or-tattooed-by-another',
    'several-phones-or-accounts', 'substance-use', 'fear-of-police-or-staff', 'documents-held-by-another', 'works-long-hours-or-in-debt', 'says-so',
  ],
} as const;

/**
 * Where a child lives: a foster family home (AFCARS element 113), or one of element 120's other arrangements,
 * 45 CFR 1355.44(e)(2) and (4). Its `runaway` and `whereabouts unknown` are no placements: such a child is reported missing.
 */
export const SETTINGS = [
  'foster-family-home', 'group-home-family-operated', 'group-home-staff-operated', 'group-home-shelter-care', 'residential-treatment-center',
  'qualified-residential-treatment-program', 'child-care-institution', 'child-care-institution-shelter-care', 'supervised-independent-living',
  'juvenile-justice-facility', 'medical-or-rehabilitative-facility', 'psychiatric-hospital', 'placed-at-home',
] as const;
export type Setting = (typeof SETTINGS)[number];

/** 45 CFR 1355.44(e)(3), elements 114 to 119: at least one, and several may apply to one home. */
export const FOSTER_HOME_TYPES = ['licensed', 'therapeutic', 'shelter-care', 'relative', 'pre-adoptive', 'kin'] as const;
export type FosterHomeType = (typeof FOSTER_HOME_TYPES)[number];
