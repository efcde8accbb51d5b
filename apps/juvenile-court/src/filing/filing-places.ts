import { Injectable } from '@nestjs/common';
import { EventStore } from '#event-store';
import { DomainError, type Actor } from '#kernel';
import { CASE, loadCase } from '../case/index.js';
import { CourtRecords } from '../records/index.js';
import { refuseSealed } from '../sealing/index.js';
import type { Draft } from './domain/filing.js';

type Place = Pick<Draft, 'caseId' | 'youthId' | 'court' | 'county' | 'inCase'>;
type Named = { readonly caseId?: string; readonly court?: string; readonly county?: string; readonly youthId?: string };

const own = (filingId: string, { court, county, youthId }: Named): Place => {
  if (!court || !county || !youthId) {
    throw new DomainError('place-incomplete', 'Name the case it is filed in, or else court, county and youth', 'malformed');
  }
  return { caseId: filingId, inCase: false, court, county, youthId };
};

/** Which case a filing goes to. */
@Injectable()
export class FilingPlaces {
  constructor(private readonly store: EventStore, private readonly records: CourtRecords) {}

  /** The named case, if it is there for the actor and takes filings; else the case that the filing itself will open. */
  async of(filingId: string, named: Named, actor: Actor): Promise<Place> {
    if (!named.caseId) return own(filingId, named);
    if (named.court ?? named.county ?? named.youthId) {
      throw new DomainError('place-named-twice', 'The case says which court, county and youth: name the case alone', 'malformed');
    }
    await this.records.visible(actor, CASE, named.caseId);
    const { caseId, youthId, court, county } = await this.takingFilings(named.caseId);
    return { caseId, youthId, court, county, inCase: true };
  }

  /** Throws `case-sealed` while the case is sealed to the court alone. */
  async takingFilings(caseId: string) {
    const found = await loadCase(this.store, caseId);
    await refuseSealed(this.store, caseId);
    return found;
  }
}
