import { IsNull, Not, type EntityManager } from 'typeorm';
import { v5 as uuidFrom } from 'uuid';
import type { Instant, Recorded } from '#kernel';
import { unnamedCourt } from '../courts.js';
import { rankOf, recordMatter, type RecordsPart } from '../records/index.js';
import { AbsenceNoticeRow, AbsenceReviewRow, AbsenceRow } from './absence-review.rows.js';
import type { AbsenceReviewEvent, Place, ReviewIds } from './domain/absence-review.js';

type Of<Type extends AbsenceReviewEvent['type']> = Recorded<Extract<AbsenceReviewEvent, { type: Type }>>;

type Placed = ReviewIds & Place & Pick<AbsenceRow, 'episodeId'>;
const MATTERS = '5b0c9b6e-6c0b-4a0e-8a6d-0d5a7a0f1c33';

/** Of the wall: the case, or for a child without one a matter of the court whose county it is. */
const matterOf = ({ caseId, reviewId, court, county }: Placed) => caseId ?? uuidFrom(`${reviewId}|${court}|${county}`, MATTERS);

const othersOpen = (tx: EntityManager, { reviewId, episodeId }: Placed) =>
  tx.getRepository(AbsenceRow).existsBy({ reviewId, episodeId: Not(episodeId), overAt: IsNull() });

/** An absence of a county that no court is named for has nobody to be shown to, until it proves to be another's; nor does it hide the child's others. */
const placed = async (data: Placed, tx: EntityManager): Promise<{ readonly caseId: string; readonly county: string }> => {
  const { reviewId, youthId, court, state, county } = data;
  const [caseId, withoutCase] = [matterOf(data), data.caseId === null];
  if (court) await recordMatter(tx, { caseId, court, county, youthId });
  const rows = tx.getRepository(AbsenceReviewRow);
  const place = { caseId, court: court ?? unnamedCourt(state), state, county };
  if (!await rows.existsBy({ reviewId })) {
    await rows.insert({
      ...place, reviewId, youthId, withoutCase, status: 'absent', since: '' as Instant, proposal: null, setBy: null, why: null, hearingId: null, hearingDay: null,
      revision: '0', position: '0',
    });
  } else if (court || !await othersOpen(tx, data)) await rows.update({ reviewId }, place);
  return { caseId, county };
};

const noted = async ({ data }: Of<'AbsenceNoted'>, tx: EntityManager) => {
  const { reviewId, episodeId, youthId, category, learnedAt } = data;
  await tx.getRepository(AbsenceRow).upsert({
    ...await placed(data, tx), reviewId, episodeId, youthId, withoutCase: data.caseId === null, category, learnedAt, locatedAt: null, overAt: null, cause: null,
  }, ['reviewId', 'episodeId']);
};

const restated = async ({ data: { place, ...data } }: Of<'AbsenceRestated'>, tx: EntityManager) => {
  const { reviewId, episodeId, category, learnedAt } = data;
  const moved = place ? await placed({ ...data, ...place }, tx) : {};
  await tx.getRepository(AbsenceRow).update({ reviewId, episodeId }, { category, learnedAt, ...moved });
};

/** Absent as long as one absence is not over; since the first of those. */
const standing = async (tx: EntityManager, reviewId: string): Promise<Partial<AbsenceReviewRow>> => {
  const [open] = await tx.getRepository(AbsenceRow).createQueryBuilder('absence').where('absence.reviewId = :reviewId and absence.overAt is null', { reviewId })
    .orderBy('absence.learnedAt').limit(1).getMany();
  return open ? { status: 'absent', since: open.learnedAt } : { status: 'over' };
};

const prepared = async ({ data: { reviewId, caseId, day, notices } }: Of<'AbsenceNoticesPrepared'>, tx: EntityManager) => {
  const rows = tx.getRepository(AbsenceNoticeRow);
  const signed = new Map((await rows.findBy({ reviewId, day })).map(({ partyId, signedAt }) => [partyId, signedAt]));
  await rows.delete({ reviewId });
  if (notices.length === 0) return;
  await rows.insert(notices.map(({ partyId, role }) => ({ reviewId, partyId, caseId: caseId!, role, day, signedAt: signed.get(partyId) ?? null })));
};

const after = async (event: Recorded<AbsenceReviewEvent>, tx: EntityManager): Promise<Partial<AbsenceReviewRow>> => {
  const absences = tx.getRepository(AbsenceRow);
  const { reviewId } = event.data;
  switch (event.type) {
    case 'AbsenceNoted':
      await noted(event, tx);
      return standing(tx, reviewId);
    case 'AbsenceRestated':
      await restated(event, tx);
      return standing(tx, reviewId);
    case 'AbsentChildLocated':
      await absences.update({ reviewId, episodeId: event.data.episodeId }, { locatedAt: event.data.locatedAt });
      return {};
    case 'AbsenceOver':
      // one that is led on in another stays so, whatever came of it: no child is listed twice
      await absences.update({ reviewId, episodeId: event.data.episodeId, overAt: IsNull() }, { overAt: event.data.at, cause: event.data.cause });
      return standing(tx, reviewId);
    case 'AbsenceHearingProposed': {
      const { reviewId: _, youthId: __, caseId: ___, ...proposal } = event.data;
      return { proposal, setBy: proposal.settableUntil, why: null };
    }
    case 'AbsenceHearingNotProposed':
      return { proposal: null, setBy: null, why: event.data.why };
    case 'AbsenceProposalWithdrawn':
      await tx.getRepository(AbsenceNoticeRow).delete({ reviewId });
      return { proposal: null, setBy: null };
    case 'AbsenceNoticesPrepared':
      await prepared(event, tx);
      return {};
    case 'AbsenceNoticeSigned':
      await tx.getRepository(AbsenceNoticeRow).update({ reviewId, partyId: event.data.partyId }, { signedAt: event.data.signedAt });
      return {};
    case 'AbsenceHearingSet':
      return { hearingId: event.data.hearingId, hearingDay: event.data.day, proposal: null, setBy: null };
    case 'AbsenceHearingOver':
      await tx.getRepository(AbsenceNoticeRow).delete({ reviewId });
      return { hearingId: null, hearingDay: null };
  }
};

const apply = async (event: Recorded<AbsenceReviewEvent>, tx: EntityManager) => {
  const at = { revision: String(event.revision), position: String(event.position) };
  const { reviewId } = event.data;
  await tx.getRepository(AbsenceReviewRow).update({ reviewId }, { ...await after(event, tx), ...at });
};

const floor = String(rankOf('court'));

export const absenceRecords: RecordsPart = {
  eventTypes: [
    'AbsenceNoted', 'AbsenceRestated', 'AbsentChildLocated', 'AbsenceOver', 'AbsenceHearingProposed', 'AbsenceHearingNotProposed', 'AbsenceProposalWithdrawn',
    'AbsenceNoticesPrepared', 'AbsenceNoticeSigned', 'AbsenceHearingSet', 'AbsenceHearingOver',
  ],
  tables: [
    {
      name: 'absence_review', floor,
      columns: `review_id uuid primary key, case_id uuid not null, youth_id uuid not null, without_case boolean not null, court text not null,
        state text not null, county text not null, status text not null, since text not null, proposal jsonb, set_by text, why text, hearing_id uuid,
        hearing_day text, revision bigint not null, position bigint not null`,
      indexes: ['court, county, status, since, review_id'],
    },
    {
      name: 'absence', floor,
      columns: `review_id uuid not null, episode_id uuid not null, case_id uuid not null, youth_id uuid not null, without_case boolean not null,
        county text not null, category text not null, learned_at text not null, located_at text, over_at text, cause text, primary key (review_id, episode_id)`,
      indexes: ['county, learned_at, episode_id'],
    },
    {
      name: 'absence_notice', floor, about: ['party_id'],
      columns: `review_id uuid not null, party_id uuid not null, case_id uuid not null, role text not null, day text not null, signed_at text,
        primary key (review_id, party_id)`,
    },
  ],
  apply: (event, tx) => apply(event as Recorded<AbsenceReviewEvent>, tx),
};

/** What absences leave to be done, by whom and by which day: see clerks-day/tasks.ts. */
export const absenceTasks: readonly string[] = [
  `select 'set-hearing' as kind, review_id as subject_id, null::uuid as part_id, case_id, county, set_by as due, 'clerk' as waiting_for
   from absence_review r where status = 'absent' and proposal is not null and hearing_id is null
     and not exists (select 1 from hearing h where h.absence_review_id = r.review_id and h.status = 'scheduled')`,
  `select 'look-at-absence', review_id, null, case_id, county, null, 'clerk'
   from absence_review where status = 'absent' and proposal is null and hearing_id is null and why is not null`,
  `select 'sign-notice', r.review_id, n.party_id, r.case_id, r.county, h.notice_by, 'judge'
   from absence_review r join absence_notice n using (review_id) join hearing h on h.hearing_id = r.hearing_id
   where n.signed_at is null and n.day = r.hearing_day and h.vacating_proposed is null`,
];
