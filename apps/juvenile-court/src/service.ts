import type { Service } from '#service';
import { absenceRecords, AbsenceNoticeRow, AbsenceReviewRow, AbsenceRow, ReviewAbsences } from './absence-review/index.js';
import { access } from './access.js';
import { AppModule } from './app.module.js';
import { caseRecords, CourtCaseRow, PartyRow, RepresentationRow, ServiceRow } from './case/index.js';
import { every } from './every.js';
import { filingRecords, FilingRow } from './filing/index.js';
import { HearingNoticeRow, hearingRecords, HearingRow } from './hearing/index.js';
import { holderOrderRecords, HolderOrderRow, IssueToHolders } from './holder-order/index.js';
import { caseDestructions, orderRecords, OrderRow } from './order/index.js';
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
    CourtCaseRow, PartyRow, RepresentationRow, ServiceRow, FilingRow, SealRow, OrderRow, HolderOrderRow, CheckRow, HearingRow, HearingNoticeRow,
    AbsenceReviewRow, AbsenceRow, AbsenceNoticeRow,
  ],
  projections: [courtRecords(3, [
    caseRecords, filingRecords, sealingRecords, orderRecords, holderOrderRecords, safeHarborRecords, hearingRecords, absenceRecords,
  ])],
  processes: app => [app.get(IssueToHolders, { strict: false }), app.get(OpenSafeHarborChecks, { strict: false }), app.get(ReviewAbsences, { strict: false })],
  sweeps: app => [every(PLACING_MS, PlaceChecks.name, () => app.get(PlaceChecks, { strict: false }).place())],
  destructions: caseDestructions,
};
