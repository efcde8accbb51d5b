import Type from 'typebox';
import { report } from './law-enforcement.js';
import { exactly, moment, oneOf, orNull, publish, sealed, text, uuid, type EventOf } from './schema.js';

/** Message keys of the NCIC Missing Person File (reference of the FBI's data collection form; EMJ from general knowledge). */
export const NCIC_CATEGORIES = ['EMJ', 'EME', 'EMD', 'EMI', 'EMV', 'EMO'] as const;
export type NcicCategory = (typeof NCIC_CATEGORIES)[number];
export const NCIC_CANCELLATION_REASONS = ['located-by-police', 'child-was-not-missing', 'entered-in-error', 'other'] as const;
export type NcicCancellationReason = (typeof NCIC_CANCELLATION_REASONS)[number];
export const ESCALATED_TO = ['police-supervisor', 'state-clearinghouse', 'ncmec', 'other-police-agency', 'court'] as const;
export const RELEASED_TO = ['agency', 'caregiver', 'family', 'hospital', 'detention', 'shelter', 'other', 'not-recorded'] as const;

export const ncicEntered = publish('NcicEntered', 1, 'Police confirmed the entry in the Missing Person File. Only references are kept, never what NCIC answers.',
  exactly({
    ...report, enteredAt: orNull(moment('When, if police told: a police duty, 34 USC 41308(3); unknown never counts against the agency')),
    category: oneOf(NCIC_CATEGORIES, 'Message key'), nicNumber: orNull(sealed<string>('The NIC number')),
  }));

export const ncicVerified = publish('NcicVerified', 1, 'The entering agency verified and updated its entry, 34 USC 41308(4)(A).',
  exactly({ ...report, verifiedAt: moment('When'), photoWithin180Days: Type.Boolean(), medicalAndDental: Type.Boolean() }));

export const ncicCancelled = publish('NcicCancelled', 1, 'The entry was cancelled, on location.',
  exactly({
    ...report, cancelledAt: moment('When'),
    reason: Type.Optional(oneOf(NCIC_CANCELLATION_REASONS, 'Why, where the child was not known to be located; left out on location')),
  }));

export const ncmecToldByPolice = publish('NcmecToldByPolice', 1, 'Police told NCMEC of a child missing from foster care, 34 USC 41308(4)(C). It discharges no agency\'s report.',
  exactly({ ...report, toldAt: moment('When') }));

export const refusalEscalated = publish('RefusalEscalated', 1, 'A refused report was taken further. The clock runs on.',
  exactly({ ...report, escalatedAt: moment('When'), to: oneOf(ESCALATED_TO, 'To whom') }));

export const childRecovered = publish('ChildRecovered', 1, 'Police met or recovered the child. A child is released to someone, never handed to.',
  exactly({
    recoveryId: uuid('The recovery'), episodeId: uuid('The missing-from-care episode'), youthId: uuid('The youth, by a pseudonym'),
    agency: text('The title IV-E agency'), recoveredAt: moment('When'), releasedTo: oneOf(RELEASED_TO, 'To whom the child was released'),
    arrested: Type.Boolean({ description: 'An arrest of an identified or suspected victim opens a safe-harbor check' }),
  }));

export type NcicEntered = EventOf<typeof ncicEntered>;
export type NcicVerified = EventOf<typeof ncicVerified>;
export type NcicCancelled = EventOf<typeof ncicCancelled>;
export type NcmecToldByPolice = EventOf<typeof ncmecToldByPolice>;
export type RefusalEscalated = EventOf<typeof refusalEscalated>;
export type ChildRecovered = EventOf<typeof childRecovered>;
