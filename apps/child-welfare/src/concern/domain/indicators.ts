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

export type IndicatorGroup = keyof typeof INDICATORS;
export const INDICATOR_GROUPS = Object.keys(INDICATORS) as IndicatorGroup[];
export type Indicator = { readonly group: IndicatorGroup; readonly code: string };

export const isIndicator = ({ group, code }: Indicator): boolean => (INDICATORS[group] as readonly string[]).includes(code);
