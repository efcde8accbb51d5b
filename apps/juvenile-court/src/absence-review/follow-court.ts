import { Injectable } from '@nestjs/common';
import type { Event, Recorded } from '#kernel';
import type { CaseIds } from '../case/index.js';
import type { HearingEvent } from '../hearing/index.js';
import { RuleBook } from '../rules/index.js';
import type { Noted, Review } from './domain/absence-review.js';
import { handOver, lastCause, openAbsences } from './domain/absences.js';
import { hearingMoved, hearingOver, hearingSet } from './domain/hearing-of-review.js';
import { FollowChild } from './follow-child.js';
import { proposerOf } from './proposer.js';
import { reviewIdOf, type Target } from './review-target.js';
import { Reviews } from './reviews.js';

type OfCase = Recorded<Event<string, CaseIds>>;
type OfHearing<Type extends HearingEvent['type']> = Recorded<Extract<HearingEvent, { type: Type }>>;

/** What the court itself does that an absence review follows. */
@Injectable()
export class FollowCourt {
  constructor(private readonly reviews: Reviews, private readonly child: FollowChild, private readonly rules: RuleBook) {}

  /** A case opened while the child is away: the absence is reviewed there from now on. */
  async caseOpened(event: OfCase): Promise<void> {
    const known = await this.reviews.ofYouth(event.data.youthId, event);
    const absences = new Map(known.flatMap(review => openAbsences(review).map(absence => [absence.episodeId, { absence, review }])));
    for (const { absence, review } of absences.values()) {
      const targets = await this.noteWhereReviewed(absence, review, event);
      const left = known.filter(({ reviewId, hearing }) => !hearing && !targets.some(target => target.reviewId === reviewId));
      for (const { reviewId } of left) await this.reviews.decide(reviewId, 'hand-over', handOver(event.metadata.occurredAt), event);
    }
  }

  /** The child is no less missing: the absence is reviewed in another case, or by the court of the county. */
  async caseExpunged(event: OfCase): Promise<void> {
    const review = await this.reviews.load(reviewIdOf(event.data.caseId));
    if (!review) return;
    for (const absence of openAbsences(review)) await this.noteWhereReviewed(absence, review, event);
  }

  /** Who must be told, and who may be told, may have changed. */
  async partiesChanged(event: OfCase): Promise<void> {
    await this.reviews.decide(reviewIdOf(event.data.caseId), 'parties', () => [], event);
  }

  async hearingSet(event: OfHearing<'HearingScheduled'>): Promise<void> {
    const { absenceReviewId, hearingId, day } = event.data;
    if (!absenceReviewId) return;
    const review = await this.reviews.decide(absenceReviewId, 'hearing-set', hearingSet({ hearingId, day }), event);
    await this.child.proposeVacating(review, lastCause(review), event); // the child may have returned while the clerk set it
  }

  async hearingMoved(event: OfHearing<'HearingContinued'>): Promise<void> {
    const { caseId, hearingId, day } = event.data;
    await this.reviews.decide(reviewIdOf(caseId), 'hearing-moved', hearingMoved({ hearingId, day }), event);
  }

  async hearingOver(event: OfHearing<'HearingHeld' | 'HearingVacated'>): Promise<void> {
    const { caseId, youthId, hearingId } = event.data;
    const target = (await this.reviews.ofEveryCase(youthId, event)).find(each => each.caseId === caseId);
    if (!target) return;
    const outcome = event.type === 'HearingHeld' ? 'held' : 'vacated';
    await this.reviews.decide(target.reviewId, 'hearing-over', hearingOver({ hearingId, outcome }, proposerOf(this.rules, target)), event);
  }

  private async noteWhereReviewed(absence: Noted, from: Review, event: Recorded): Promise<readonly Target[]> {
    const targets = await this.reviews.whereReviewed(from.youthId, absence.learnedAt, from, event);
    for (const target of targets) await this.child.note(target, absence, event);
    return targets;
  }
}
