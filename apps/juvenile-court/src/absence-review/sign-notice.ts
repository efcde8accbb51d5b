import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { EventStore, type Appended, type Meta } from '#event-store';
import { AccessTable, permitted } from '#security';
import { loadCase, PARTY } from '../case/index.js';
import { CourtRecords } from '../records/index.js';
import { absenceReviews } from './domain/absence-review.js';
import { caseOf, known, signNotice } from './domain/hearing-of-review.js';
import { ABSENCE_REVIEW } from './kinds.js';
import { whose } from './whose.js';

export class SignNotice extends Command<Appended> {
  constructor(readonly reviewId: string, readonly partyId: string, readonly meta: Meta) {
    super();
  }
}

@CommandHandler(SignNotice)
export class SignNoticeHandler implements ICommandHandler<SignNotice> {
  constructor(private readonly store: EventStore, private readonly access: AccessTable, private readonly records: CourtRecords) {}

  async execute({ reviewId, partyId, meta }: SignNotice) {
    await this.records.visible(meta.actor, ABSENCE_REVIEW, reviewId);
    await this.records.visible(meta.actor, PARTY, partyId);
    const review = known((await this.store.load(absenceReviews, reviewId))?.state ?? absenceReviews.initial);
    const { parties } = await loadCase(this.store, caseOf(review));
    const decision = signNotice(partyId, parties[partyId]?.withheld ?? null);
    return this.store.decide(absenceReviews, reviewId, permitted(this.access, meta.actor, 'absence-review:sign', whose, decision), meta);
  }
}
