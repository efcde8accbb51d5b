import type { EntityManager } from 'typeorm';
import type { Recorded } from '#kernel';
import type { RecordsPart } from '../records/index.js';
import type { HearingEvent } from './domain/hearing.js';
import { HearingNoticeRow, HearingRow } from './hearing.rows.js';

type Later = Exclude<Recorded<HearingEvent>, { readonly type: 'HearingScheduled' }>;

const after = ({ type, data }: Later, row: HearingRow): Partial<HearingRow> => {
  switch (type) {
    case 'HearingNoticed':
      return {};
    case 'HearingContinued': {
      const { startsAt, day, setAt, window: lawful, noticeBy, rule, unchecked, afterWindow, reason, from } = data;
      return { startsAt, day, setAt, lawful, noticeBy, rule, unchecked, afterWindow, continuances: [...row.continuances, { from, to: day, reason }] };
    }
    case 'HearingHeld':
      return { status: 'held', vacatingProposed: null, held: { heldAt: data.heldAt, outcome: data.outcome } };
    case 'HearingVacatingProposed':
      return { vacatingProposed: data.reason };
    case 'HearingVacatingDropped':
      return { vacatingProposed: null };
    case 'HearingVacated':
      return { status: 'vacated', vacatingProposed: null, vacated: { vacatedAt: data.vacatedAt, reason: data.reason } };
  }
};

const apply = async (event: Recorded<HearingEvent>, tx: EntityManager) => {
  const rows = tx.getRepository(HearingRow);
  const at = { revision: String(event.revision), position: String(event.position) };
  if (event.type === 'HearingScheduled') {
    const { docket, window: lawful, ...scheduled } = event.data;
    await rows.insert({
      ...scheduled, ...at, lawful, status: 'scheduled', docket: docket?.docket ?? null, criteria: docket?.criteria ?? [],
      continuances: [], vacatingProposed: null, held: null, vacated: null,
    });
    return;
  }
  const { hearingId } = event.data;
  if (event.type === 'HearingNoticed') await tx.getRepository(HearingNoticeRow).insert(event.data);
  const row = await rows.findOneBy({ hearingId }); // none once its case was expunged
  if (row) await rows.update({ hearingId }, { ...after(event, row), ...at });
};

export const hearingRecords: RecordsPart = {
  eventTypes: [
    'HearingScheduled', 'HearingNoticed', 'HearingContinued', 'HearingHeld', 'HearingVacatingProposed', 'HearingVacatingDropped', 'HearingVacated',
  ],
  tables: [
    {
      name: 'hearing',
      columns: `hearing_id uuid primary key, case_id uuid not null, youth_id uuid not null, court text not null, county text not null, kind text not null,
        status text not null, starts_at text not null, day text not null, set_at text not null, docket text, criteria jsonb not null, counted_from text,
        lawful jsonb, notice_by text, rule jsonb, unchecked jsonb not null, after_window text, absence_review_id uuid, continuances jsonb not null,
        vacating_proposed text, held jsonb, vacated jsonb, revision bigint not null, position bigint not null`,
      indexes: ['court, county, starts_at, hearing_id', 'case_id'],
    },
    {
      name: 'hearing_notice',
      columns: `notice_id uuid primary key, hearing_id uuid not null, case_id uuid not null, party_id uuid not null, day text not null,
        served_at text not null, method text not null`,
      indexes: ['hearing_id'], about: ['party_id'],
    },
  ],
  apply: (event, tx) => apply(event as Recorded<HearingEvent>, tx),
};

/** Parties who must be told of a hearing still to come, may be told, and were not told of its day yet. */
const UNTOLD = `from hearing h join party p using (case_id)
  where h.status = 'scheduled' and p.notice_required and p.withheld is null
    and not exists (select 1 from hearing_notice n where n.hearing_id = h.hearing_id and n.party_id = p.party_id and n.day = h.day)`;

export const untoldOf = async (tx: EntityManager, hearingId: string): Promise<readonly string[]> => {
  const rows = await tx.query<{ party_id: string }[]>(`select p.party_id ${UNTOLD} and h.hearing_id = $1 order by p.added_at`, [hearingId]);
  return rows.map(({ party_id }) => party_id);
};

/** What hearings leave to be done, by whom and by which day: see clerks-day/tasks.ts. */
export const hearingTasks: readonly string[] = [
  `select 'serve-notice' as kind, h.hearing_id as subject_id, p.party_id as part_id, h.case_id, h.county, h.notice_by as due, 'clerk' as waiting_for ${UNTOLD}`,
  `select 'hold-hearing', hearing_id, null, case_id, county, day, 'judge' from hearing where status = 'scheduled'`,
  `select 'decide-on-vacating', hearing_id, null, case_id, county, day, 'judge' from hearing where status = 'scheduled' and vacating_proposed is not null`,
];
