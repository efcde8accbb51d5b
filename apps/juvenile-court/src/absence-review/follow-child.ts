import { Injectable } from '@nestjs/common';
import { localDay } from '#calendar';
import type {
  ChildLocated, ChildReportedMissing, ChildReturned, EpisodeClosed, EpisodeCorrected, EpisodeRecordedInError, EpisodesMerged, EpisodesUnmerged,
  WhereaboutsLost,
} from '#contracts';
import type { Recorded } from '#kernel';
import { dropVacating, proposeVacatingIfAhead, type VacatingReason } from '../hearing/index.js';
import { RuleBook } from '../rules/index.js';
import type { Noted, OverCause, Review } from './domain/absence-review.js';
import { endAbsence, locateChild, noteAbsence, openAbsences, partAbsence, restateAbsence } from './domain/absences.js';
import { proposerOf } from './proposer.js';
import { caselessTarget, type Target } from './review-target.js';
import { Reviews } from './reviews.js';

type Ended = { readonly episodeId: string; readonly cause: OverCause; readonly at: Recorded['metadata']['occurredAt'] };

const VACATING_FOR: Readonly<Partial<Record<OverCause, VacatingReason>>> = {
  returned: 'child-returned', located: 'child-located', 'recorded-in-error': 'absence-in-error',
};

/** What child welfare says of a missing child, put where it belongs. */
@Injectable()
export class FollowChild {
  constructor(private readonly reviews: Reviews, private readonly rules: RuleBook) {}

  async missing(event: Recorded<ChildReportedMissing>): Promise<void> {
    const { youthId, episodeId, category, learnedAt } = event.data;
    const targets = await this.reviews.whereReviewed(youthId, learnedAt, event.data, event);
    for (const target of targets) await this.note(target, { episodeId, category, learnedAt }, event);
  }

  async note(target: Target, absence: Noted, event: Recorded): Promise<void> {
    await this.standing(target, `note-${absence.episodeId}`, noteAbsence(target, absence, proposerOf(this.rules, target)), event);
  }

  async restated(event: Recorded<WhereaboutsLost> | Recorded<EpisodeCorrected>): Promise<void> {
    const { youthId, episodeId, learnedAt } = event.data;
    const { category, ...place } = event.type === 'EpisodeCorrected' ? this.corrected(event) : { category: 'whereabouts-unknown' as const };
    for (const target of await this.everywhere(youthId, event)) {
      await this.reviews.decide(target.reviewId, 'restate', restateAbsence({ episodeId, learnedAt, category, ...place }, proposerOf(this.rules, target)), event);
    }
  }

  async located(event: Recorded<ChildLocated>): Promise<void> {
    const { youthId, episodeId, locatedAt } = event.data;
    for (const target of await this.everywhere(youthId, event)) {
      const located = { episodeId, locatedAt, ends: this.endsWhenLocated(target, event) };
      const review = await this.reviews.decide(target.reviewId, 'locate', locateChild(located, proposerOf(this.rules, target)), event);
      await this.proposeVacating(review, 'located', event);
    }
  }

  returned(event: Recorded<ChildReturned>): Promise<void> {
    return this.over(event, { episodeId: event.data.episodeId, cause: 'returned', at: event.data.returnedAt });
  }

  closed(event: Recorded<EpisodeClosed>): Promise<void> {
    return this.over(event, { episodeId: event.data.episodeId, cause: 'episode-closed', at: event.data.closedAt });
  }

  recordedInError(event: Recorded<EpisodeRecordedInError>): Promise<void> {
    return this.over(event, { episodeId: event.data.episodeId, cause: 'recorded-in-error', at: event.metadata.recordedAt });
  }

  merged(event: Recorded<EpisodesMerged>): Promise<void> {
    return this.over(event, { episodeId: event.data.mergedEpisodeId, cause: 'merged', at: event.metadata.recordedAt });
  }

  async unmerged(event: Recorded<EpisodesUnmerged>): Promise<void> {
    const { youthId, mergedEpisodeId } = event.data;
    const review = (await this.reviews.ofYouth(youthId, event)).find(({ absences }) => absences[mergedEpisodeId]?.merged);
    if (!review) return;
    const parted = review.absences[mergedEpisodeId]!;
    for (const target of await this.reviews.whereReviewed(youthId, parted.learnedAt, review, event)) {
      await this.standing(target, 'part', partAbsence(target, parted, proposerOf(this.rules, target)), event);
    }
  }

  /** Of a hearing that was set for an absence that is over: the system proposes, the court vacates. */
  async proposeVacating(review: Review | null, cause: OverCause | null, event: Recorded): Promise<void> {
    if (!review?.hearing || openAbsences(review).length > 0) return;
    await this.reviews.decideOnHearing(review.hearing.hearingId, 'propose-vacating', proposeVacatingIfAhead((cause && VACATING_FOR[cause]) ?? 'no-longer-needed'), event);
  }

  /** A hearing that is set stands for an absence that stands. */
  private async standing({ reviewId }: Target, name: string, decision: ReturnType<typeof noteAbsence>, event: Recorded): Promise<void> {
    const review = await this.reviews.decide(reviewId, name, decision, event);
    if (review?.hearing && openAbsences(review).length > 0) await this.reviews.decideOnHearing(review.hearing.hearingId, 'missing-again', dropVacating('missing-again'), event);
  }

  private corrected({ data: { youthId, category, ...county } }: Recorded<EpisodeCorrected>) {
    const { court, state, county: name } = caselessTarget(youthId, county, this.rules);
    return { category, place: { court, state, county: name } };
  }

  private async over(event: Recorded, ended: Ended): Promise<void> {
    const { youthId } = event.data as { youthId: string };
    for (const target of await this.everywhere(youthId, event)) {
      const review = await this.reviews.decide(target.reviewId, 'over', endAbsence(ended, proposerOf(this.rules, target)), event);
      await this.proposeVacating(review, ended.cause, event);
    }
  }

  private endsWhenLocated({ court, state, county }: Target, { metadata }: Recorded): boolean {
    if (!court) return false;
    const day = localDay(metadata.occurredAt, this.rules.placeOf({ court, state, county }).zone);
    return this.rules.absenceRule(state, day)?.endsOn.includes('located') ?? false;
  }

  private async everywhere(youthId: string, event: Recorded): Promise<readonly Target[]> {
    return [caselessTarget(youthId, { state: '', county: '' }, this.rules), ...await this.reviews.ofEveryCase(youthId, event)];
  }
}
