import { Injectable } from '@nestjs/common';
import { EventStore, type Meta } from '#event-store';
import { clearOf, DomainError, personal, type Instant } from '#kernel';
import { AccessTable } from '#security';
import { courtCases, DocketIndex, openCase, type CourtCase } from '../case/index.js';
import { filings, type KnownFiling } from './domain/filing.js';
import { docketable, docket } from './domain/reviewing.js';
import { FilingPlaces } from './filing-places.js';

type Docketing = { readonly docketNumber?: string; readonly docketedAt?: Instant };

/** Of two clerks who docket one filing at once, one is told. */
const refuseOtherNumber = (found: CourtCase, docketNumber: string): void => {
  if (found.status === 'none' || docketNumber === clearOf(found.docketNumber)) return;
  throw new DomainError('docket-number-differs', 'The case has another docket number: to correct it, amend the case', 'refused', { caseId: found.caseId });
};

/** The case that a filing is docketed in: always there before the filing says so, and opened once however often that is tried. */
@Injectable()
export class DocketedCases {
  constructor(
    private readonly store: EventStore, private readonly access: AccessTable, private readonly places: FilingPlaces, private readonly index: DocketIndex,
  ) {}

  async ready(filingId: string, docketing: Docketing, meta: Meta): Promise<void> {
    const filing = docketable((await this.store.load(filings, filingId))?.state ?? filings.initial);
    this.access.check(meta.actor, 'filing:review', { agency: filing.court, county: filing.county });
    if (filing.inCase) await this.places.takingFilings(filing.caseId);
    else await this.open(filing, docketing, meta);
  }

  private async open(filing: KnownFiling, { docketNumber, docketedAt }: Docketing, meta: Meta): Promise<void> {
    if (!docketNumber) throw new DomainError('docket-number-required', 'A filing that opens a case needs the case\'s docket number', 'malformed');
    const { caseId, youthId, court, county, filingType: caseType } = filing;
    const docketed = { docketNumber: personal(docketNumber), docketIndex: this.index.of(court, docketNumber) };
    await this.store.decide(courtCases, caseId, (state, now) => {
      docket(docketedAt)(filing, now); // refused before a case is opened for it
      refuseOtherNumber(state, docketNumber);
      return openCase({ caseId, youthId, court, county, caseType, ...docketed, openedAt: docketedAt ?? now })(state, now);
    }, { ...meta, expectedRevision: undefined }); // `If-Match` is about the filing
  }
}
