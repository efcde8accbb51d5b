/** Postal codes of the states, the District and the territories that run a title IV-E or comparable programme. */
export const US_STATES = [
  'AL', 'AK', 'AZ', 'AR', 'CA', 'CO', 'CT', 'DE', 'DC', 'FL', 'GA', 'HI', 'ID', 'IL', 'IN', 'IA', 'KS', 'KY', 'LA', 'ME', 'MD', 'MA', 'MI', 'MN',
  'MS', 'MO', 'MT', 'NE', 'NV', 'NH', 'NJ', 'NM', 'NY', 'NC', 'ND', 'OH', 'OK', 'OR', 'PA', 'RI', 'SC', 'SD', 'TN', 'TX', 'UT', 'VT', 'VA', 'WA',
  'WV', 'WI', 'WY', 'PR', 'VI', 'GU', 'AS', 'MP',
] as const;
export type UsState = (typeof US_STATES)[number];

export const isUsState = (code: string): code is UsState => (US_STATES as readonly string[]).includes(code);

/** A youth's age at a moment, no more exactly than any rule needs: a birth date stays sealed. */
export const AGE_BANDS = ['under-18', '18-to-20', '21-or-over', 'unknown'] as const;
export type AgeBand = (typeof AGE_BANDS)[number];

/** Why the agency answers for the youth: 42 USC 671(a)(9)(C)(i)(I). A youth in none of them is not covered by C1-C3. */
export const COVERAGE = ['placed', 'supervised-at-home', 'chafee-services', 'extended-care', 'tribal-agreement', 'none'] as const;
export type Coverage = (typeof COVERAGE)[number];
