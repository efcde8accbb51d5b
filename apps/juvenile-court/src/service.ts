import type { Process } from '#projections';
import type { Service } from '#service';
import { absenceRecords, AbsenceNoticeRow, AbsenceReviewRow, AbsenceRow, PlaceReviews, ReviewAbsences } from './absence-review/index.js';
import { access } from './access.js';
import { AppModule } from './app.module.js';
import { caseRecords, CourtCaseRow, PartyRow, RepresentationRow, ServiceRow } from './case/index.js';
import { every } from './every.js';
import { filingRecords, FilingRow } from './filing/index.js';
import { HearingNoticeRow, hearingRecords, HearingRow } from './hearing/index.js';
import { holderOrderRecords, HolderOrderRow, IssueToHolders } from './holder-order/index.js';
import { caseDestructions, EndTerms, orderRecords, OrderRow, OrphanedOrderRow } from './order/index.js';
import { courtRecords } from './records/index.js';
import { CheckRow, OpenSafeHarborChecks, PlaceChecks, safeHarborRecords } from './safe-harbor/index.js';
import { sealingRecords, SealRow } from './sealing/index.js';

const PLACING_MS = 5_000; // of a county that a court is named for; nobody waits for it

export const juvenileCourt: Service = {
  name: 'juvenile-court',
  description: 'Filings, cases, hearings, orders, absence reviews and sealing',
  module: AppModule,
  access,
  entities: [
    CourtCaseRow, PartyRow, RepresentationRow, ServiceRow, FilingRow, SealRow, OrderRow, OrphanedOrderRow, HolderOrderRow, CheckRow, HearingRow,
    HearingNoticeRow, AbsenceReviewRow, AbsenceRow, AbsenceNoticeRow,
  ],
  projections: [courtRecords(4, [
    caseRecords, filingRecords, sealingRecords, orderRecords, holderOrderRecords, safeHarborRecords, hearingRecords, absenceRecords,
  ])],
  processes: app => [EndTerms, IssueToHolders, OpenSafeHarborChecks, ReviewAbsences].map(process => app.get<Process>(process, { strict: false })),
  sweeps: app => [PlaceChecks, PlaceReviews].map(placing =>
    every(PLACING_MS, placing.name, () => app.get<PlaceChecks | PlaceReviews>(placing, { strict: false }).place())),
  destructions: caseDestructions,
};
