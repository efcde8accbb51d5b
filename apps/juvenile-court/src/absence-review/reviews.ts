import { Injectable } from '@nestjs/common';
import { EventStore } from '#event-store';
import type { Decision, Instant, Recorded } from '#kernel';
import { CourtCaseRow, loadCase, type OpenedCase } from '../case/index.js';
import { derivedMeta } from '../derived-meta.js';
import { hearings, type HearingEvent } from '../hearing/index.js';
import { CourtRecords } from '../records/index.js';
import { RuleBook } from '../rules/index.js';
import { absenceReviews, type AbsenceReview, type AbsenceReviewEvent, type ReadyNotice, type Review } from './domain/absence-review.js';
import { prepareNotices } from './domain/hearing-of-review.js';
import { caselessReviewId, caselessTarget, casesToReview, targetOf, type Target } from './review-target.js';

type HearingDecision = Decision<Parameters<typeof hearings.evolve>[0], HearingEvent>;

/** Whoever must be told of a hearing and may be told: nobody's name goes further than the case. */
const recipientsOf = ({ parties }: OpenedCase): readonly ReadyNotice[] =>
  Object.values(parties).filter(({ noticeRequired, withheld }) => noticeRequired && !withheld).map(({ partyId, role }) => ({ partyId, role }));

/** The absence reviews of a youth, and what is decided on them. */
@Injectable()
export class Reviews {
  constructor(private readonly store: EventStore, private readonly records: CourtRecords, private readonly rules: RuleBook) {}

  /** Every case of the youth that the court knew of at that position. */
  async ofEveryCase(youthId: string, { position }: Recorded): Promise<readonly Target[]> {
    return (await this.casesOf(youthId, position)).map(targetOf);
  }

  /** Where an absence learned of then is reviewed: in a case of each court that has one, else by the court of the county. */
  async whereReviewed(youthId: string, learnedAt: Instant, county: { state: string; county: string }, { position }: Recorded): Promise<readonly Target[]> {
    const cases = await this.casesOf(youthId, position);
    return cases.length > 0 ? casesToReview(cases, this.rules, learnedAt) : [caselessTarget(youthId, county, this.rules)];
  }

  /** Every review of the youth, where absences are or were reviewed. */
  async ofYouth(youthId: string, event: Recorded): Promise<readonly Review[]> {
    const reviewIds = [caselessReviewId(youthId), ...(await this.ofEveryCase(youthId, event)).map(({ reviewId }) => reviewId)];
    return (await Promise.all(reviewIds.map(reviewId => this.load(reviewId)))).filter(review => review !== null);
  }

  async load(reviewId: string): Promise<Review | null> {
    const state = (await this.store.load(absenceReviews, reviewId))?.state;
    return state?.status === 'known' ? state : null;
  }

  /** Decides, and makes the notices ready that the outcome calls for. The review as it is then, if there is one. */
  async decide(reviewId: string, name: string, decision: Decision<AbsenceReview, AbsenceReviewEvent>, event: Recorded): Promise<Review | null> {
    await this.store.decide(absenceReviews, reviewId, decision, derivedMeta(name, reviewId, event));
    const review = await this.load(reviewId);
    if (!review?.caseId) return review;
    const recipients = recipientsOf(await loadCase(this.store, review.caseId));
    await this.store.decide(absenceReviews, reviewId, prepareNotices(recipients), derivedMeta(`${name}-notices`, reviewId, event));
    return review;
  }

  decideOnHearing(hearingId: string, name: string, decision: HearingDecision, event: Recorded): Promise<unknown> {
    return this.store.decide(hearings, hearingId, decision, derivedMeta(name, hearingId, event));
  }

  private async casesOf(youthId: string, position: bigint): Promise<readonly CourtCaseRow[]> {
    await this.records.caughtUp(position);
    return this.records.readAll(tx => tx.getRepository(CourtCaseRow).find({ where: { youthId }, order: { openedAt: 'asc', caseId: 'asc' } }));
  }
}
