import { Injectable } from '@nestjs/common';
import { IsNull } from 'typeorm';
import { EventStore } from '#event-store';
import { unnamedCourt } from '../courts.js';
import { configuredMeta } from '../derived-meta.js';
import { CourtRecords } from '../records/index.js';
import { RuleBook } from '../rules/index.js';
import { AbsenceReviewRow, AbsenceRow } from './absence-review.rows.js';
import { absenceReviews } from './domain/absence-review.js';
import { placeAbsences } from './domain/absences.js';

/** Gives the missing children of counties that had no court to the court that the configuration names for them by now. */
@Injectable()
export class PlaceReviews {
  constructor(private readonly store: EventStore, private readonly records: CourtRecords, private readonly rules: RuleBook) {}

  async place(): Promise<void> {
    for (const { reviewId, state, county, position, episodeIds } of await this.waiting()) {
      const court = this.rules.courtOf(state, county);
      const decision = placeAbsences(episodeIds, { court, state, county });
      if (court) await this.store.decide(absenceReviews, reviewId, decision, configuredMeta('place-review', reviewId, `${court}|${position}`));
    }
  }

  private waiting() {
    return this.records.readAll(async tx => {
      const reviews = await tx.getRepository(AbsenceReviewRow).findBy({ withoutCase: true, status: 'absent' });
      const unplaced = reviews.filter(({ court, state }) => court === unnamedCourt(state));
      return Promise.all(unplaced.map(async review => {
        const absences = await tx.getRepository(AbsenceRow).findBy({ reviewId: review.reviewId, county: review.county, overAt: IsNull() });
        return { ...review, episodeIds: absences.map(({ episodeId }) => episodeId) };
      }));
    });
  }
}
