/** What a court sits for; rule packs name a window for each. */
export const HEARING_KINDS = [
  'absence-review', 'shelter-care', 'detention', 'adjudication', 'disposition', 'review', 'permanency', 'motion', 'status', 'other',
] as const;
export type HearingKind = (typeof HEARING_KINDS)[number];

/** What the days of a window are counted from. */
export const COUNTED_FROM = ['absence-learned', 'removal', 'arrest', 'filing', 'order'] as const;
export type CountedFrom = (typeof COUNTED_FROM)[number];

export const CONTINUANCE_REASONS = [
  'party-not-noticed', 'counsel-unavailable', 'counsel-appointed', 'child-not-located', 'witness-unavailable', 'court-closed', 'agreed-by-parties', 'good-cause',
] as const;
export type ContinuanceReason = (typeof CONTINUANCE_REASONS)[number];

/** What makes a case one of a specialised docket. */
export const DOCKET_CRITERIA = ['identified-victim', 'suspected-victim', 'at-risk', 'missing-from-care', 'charged-while-trafficked', 'referred-by-court'] as const;
export type DocketCriterion = (typeof DOCKET_CRITERIA)[number];
