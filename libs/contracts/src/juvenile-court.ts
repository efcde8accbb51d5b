export const FILING_TYPES = ['dependency', 'delinquency', 'status-offense', 'pick-up-order-motion', 'vacatur', 'sealing'] as const;
export type FilingType = (typeof FILING_TYPES)[number];

/** Who may see a court record, from everybody to the court's own staff. */
export const SEAL_LEVELS = ['public', 'parties', 'agencies', 'court'] as const;
export type SealLevel = (typeof SEAL_LEVELS)[number];
