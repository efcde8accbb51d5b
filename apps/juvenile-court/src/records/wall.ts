import type { EntityManager } from 'typeorm';
import type { Actor } from '#kernel';
import { stateOfAgency } from '../courts.js';
import { clearanceOf, FIRST_RANK, rankOf, RECORDER } from './levels.js';
import type { RecordTable } from './record-table.js';

/**
 * What the wall itself stands on, besides the seals: whose a case is, and who represents whom. Every view reads these, whatever else it shows.
 */
export const WALL_TABLES = [
  'create table matter_all (case_id uuid primary key, court text not null, county text not null, state text not null, youth_id text)',
  'create table forgotten_all (digest text primary key)',
  `create table admission_all (
    representation_id uuid primary key, case_id uuid not null, party_id uuid not null, attorney text not null, withheld boolean not null)`,
  'create index admission_all_by_case on admission_all (case_id, attorney)',
  `create function reader_rank() returns integer language sql stable
    return coalesce(nullif(current_setting('safe_harbor.clearance', true), ''), '-1')::integer`,
  `create function reader(attribute text) returns text language sql stable
    return nullif(current_setting('safe_harbor.' || attribute, true), '')`,
  `create function parked() returns text[] language sql stable
    as $$ select coalesce(array_agg(parking_key), '{}') || coalesce(array_agg(right(stream, 36)), '{}') from projection_parked where copy = current_schema() $$`,
];

/** Which sealing writes; seals are for the court's own eyes. */
export const SEALS: RecordTable = {
  name: 'seal',
  columns: `seal_id uuid primary key, case_id uuid not null, kind text not null, target_id uuid not null, rank integer not null, order_id uuid not null,
    sealed_at text not null`,
  indexes: ['target_id', 'case_id'],
  floor: String(rankOf('court')),
};

/** A case may bear the id of the filing that opened it: a seal on that document is none on the case. */
const SEALED_CASE = `(select max(s.rank) from seal_all s where s.target_id = m.case_id and s.kind = 'case')`;
const sealedPart = (column: string) => `(select max(s.rank) from seal_all s where s.target_id = t.${column} and s.kind <> 'case')`;

/**
 * What is parked may be a seal, or whom not to tell, or wait in front of one: so as long as anything of the child is, or of the case's
 * own streams, the case is sealed to the court.
 */
const HELD = `case when m.youth_id = any((select parked())::text[]) or m.case_id::text = any((select parked())::text[]) then ${rankOf('court')} else 0 end`;

/** Whether a reader of that rank is one of those whom the case concerns. */
const OF_THE_CASE = `case reader_rank()
  when ${rankOf('court')} then m.court = reader('court') and coalesce(reader('county'), m.county) = m.county
  when ${rankOf('agencies')} then m.state = reader('state')
  when ${rankOf('parties')} then exists (
    select 1 from admission_all a where a.case_id = m.case_id and a.attorney = reader('subject') and not a.withheld)
  else false end`;

/** The SQL condition under which row `t` exists for the reader. */
export const canRead = ({ document, about = [], owner, floor = '0' }: RecordTable): string => {
  const ofParts = [...(document ? [document] : []), ...about].map(sealedPart);
  const sealed = `greatest(${[`coalesce(${SEALED_CASE}, ${FIRST_RANK})`, HELD, ...ofParts].join(', ')})`;
  const own = owner ? `or (t.${owner} = reader('subject') and reader_rank() >= w.sealed)` : '';
  return `reader_rank() = ${RECORDER} or exists (
    select 1 from matter_all m cross join lateral (select ${sealed} as sealed, greatest(${sealed}, ${floor}) as rank) w
    where m.case_id = t.case_id and (w.rank = 0 or (reader_rank() >= w.rank and ${OF_THE_CASE}) ${own}))`;
};

/** For this transaction only: unset, nobody sees anything. */
const setReader = (tx: EntityManager, rank: number, { court, county, state, subject }: Partial<Record<'court' | 'county' | 'state' | 'subject', string | null>>) =>
  tx.query(
    `select set_config('safe_harbor.clearance', $1, true), set_config('safe_harbor.court', $2, true), set_config('safe_harbor.county', $3, true),
       set_config('safe_harbor.state', $4, true), set_config('safe_harbor.subject', $5, true)`,
    [String(rank), court ?? '', county ?? '', state ?? '', subject ?? '']);

export const admitReader = (tx: EntityManager, actor: Actor): Promise<unknown> => {
  const { agency, county, subject } = actor;
  return setReader(tx, rankOf(clearanceOf(actor)), { court: agency, county, state: stateOfAgency(agency ?? ''), subject });
};

/** Whoever writes the rows, and processes that answer nobody. */
export const admitRecorder = (tx: EntityManager): Promise<unknown> => setReader(tx, RECORDER, {});
