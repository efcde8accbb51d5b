import { Injectable } from '@nestjs/common';
import { IsNull } from 'typeorm';
import { EventStore } from '#event-store';
import { configuredMeta } from '../derived-meta.js';
import { CourtRecords } from '../records/index.js';
import { RuleBook } from '../rules/index.js';
import { CheckRow } from './check.records.js';
import { checks, placeCheck } from './domain/check.js';

/** Gives the checks of counties that had no court to the court that the configuration names for them by now. */
@Injectable()
export class PlaceChecks {
  constructor(private readonly store: EventStore, private readonly records: CourtRecords, private readonly rules: RuleBook) {}

  async place(): Promise<void> {
    const waiting = await this.records.readAll(tx => tx.getRepository(CheckRow).findBy({ court: IsNull(), status: 'open' }));
    for (const { checkId, state, county, position } of waiting) {
      const court = this.rules.courtOf(state, county);
      if (court) await this.store.decide(checks, checkId, placeCheck(court), configuredMeta('place-check', checkId, `${court}|${position}`));
    }
  }
}
