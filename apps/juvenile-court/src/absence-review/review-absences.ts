import { Injectable } from '@nestjs/common';
import type { Recorded } from '#kernel';
import type { Process } from '#projections';
import { FollowChild } from './follow-child.js';
import { FollowCourt } from './follow-court.js';

type Follow = (event: never) => Promise<void>;

/** Proposes, withdraws and proposes again, as children go missing and return and as their cases change; one child's events in their order. */
@Injectable()
export class ReviewAbsences implements Process {
  readonly name = 'review-absences';
  readonly concurrency = 4;
  private readonly follow: Readonly<Record<string, Follow>>;
  readonly eventTypes: readonly string[];

  constructor(child: FollowChild, court: FollowCourt) {
    this.follow = {
      ChildReportedMissing: event => child.missing(event), WhereaboutsLost: event => child.restated(event), EpisodeCorrected: event => child.restated(event),
      ChildLocated: event => child.located(event), ChildReturned: event => child.returned(event), EpisodeClosed: event => child.closed(event),
      EpisodeRecordedInError: event => child.recordedInError(event), EpisodesMerged: event => child.merged(event),
      EpisodesUnmerged: event => child.unmerged(event),
      CaseOpened: event => court.caseOpened(event), CaseExpunged: event => court.caseExpunged(event),
      PartyAdded: event => court.partiesChanged(event), PartyDescribed: event => court.partiesChanged(event),
      TellingWithheld: event => court.partiesChanged(event), TellingPermitted: event => court.partiesChanged(event),
      HearingScheduled: event => court.hearingSet(event), HearingContinued: event => court.hearingMoved(event),
      HearingHeld: event => court.hearingOver(event), HearingVacated: event => court.hearingOver(event),
    };
    this.eventTypes = Object.keys(this.follow);
  }

  parkingKey(event: Recorded): string {
    return (event.data as { youthId: string }).youthId;
  }

  handle(event: Recorded): Promise<void> {
    return this.follow[event.type]!(event as never);
  }
}
