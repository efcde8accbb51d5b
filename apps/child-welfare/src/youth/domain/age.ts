import type { AgeBand, UsState } from '#contracts';
import type { Instant } from '#kernel';

/**
 * Where each state's day begins last: a birthday counts once it has begun in the whole state, so that nobody is taken for
 * older than they are. States not listed keep Eastern time throughout.
 */
const ZONES: Readonly<Record<string, readonly UsState[]>> = {
  'America/Chicago': [
    'AL', 'AR', 'FL', 'IL', 'IN', 'IA', 'KY', 'LA', 'MI', 'MN', 'MS', 'MO', 'OK', 'TN', 'WI',
  ],
  'America/Denver': ['CO', 'KS', 'MT', 'NE', 'NM', 'ND', 'SD', 'TX', 'UT', 'WY'],
  'America/Phoenix': ['AZ'],
  'America/Los_Angeles': ['CA', 'ID', 'NV', 'OR', 'WA'],
  'America/Adak': ['AK'],
  'Pacific/Honolulu': ['HI'],
  'America/Puerto_Rico': ['PR', 'VI'],
  'Pacific/Guam': ['GU', 'MP'],
  'Pacific/Pago_Pago': ['AS'],
};

const zoneOf = (state: UsState) => Object.entries(ZONES).find(([, states]) => states.includes(state))?.[0] ?? 'America/New_York';

/** The calendar day there, as YYYY-MM-DD. */
const dayIn = (state: UsState, at: Instant): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone: zoneOf(state), year: 'numeric', month: '2-digit', day: '2-digit' }).format(new Date(at));

/** Compares as text; who was born on 29 February comes of age on 1 March. */
const birthday = (birthDate: string, age: number) => `${String(Number(birthDate.slice(0, 4)) + age).padStart(4, '0')}${birthDate.slice(4)}`;

/** No more exactly than rules need: the birth date itself stays sealed. */
export const ageBandOf = (birthDate: string | undefined, state: UsState, at: Instant): AgeBand => {
  if (!birthDate) return 'unknown';
  const day = dayIn(state, at);
  if (day < birthday(birthDate, 18)) return 'under-18';
  return day < birthday(birthDate, 21) ? '18-to-20' : '21-or-over';
};
