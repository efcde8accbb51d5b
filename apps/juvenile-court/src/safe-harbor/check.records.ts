import { Column, Entity, PrimaryColumn, type EntityManager } from 'typeorm';
import type { AgeBand, SafeHarborOutcome, VictimStanding } from '#contracts';
import type { Instant, Recorded, Sealed } from '#kernel';
import { unnamedCourt } from '../courts.js';
import { recordMatter, type RecordsPart, type RecordTable } from '../records/index.js';
import type { CheckEvent, KnownCheck } from './domain/check.js';
import type { Allegation } from './domain/provision.js';

@Entity({ name: 'safe_harbor_check' })
export class CheckRow {
  @PrimaryColumn('uuid') checkId!: string;
  @Column('uuid') caseId!: string;
  @Column('uuid') youthId!: string;
  @Column('text') agency!: string;
  /** Null where no court was named for the county of an arrest. */
  @Column('text', { nullable: true }) court!: string | null;
  @Column('text') state!: string;
  @Column('text') county!: string;
  @Column('text') trigger!: KnownCheck['trigger'];
  @Column('uuid') triggerId!: string;
  @Column('text') triggeredAt!: Instant;
  @Column('text') standing!: VictimStanding;
  @Column('text') ageBand!: AgeBand;
  @Column('text') allegation!: Allegation;
  @Column('text') status!: KnownCheck['status'];
  @Column('jsonb') outcomes!: readonly SafeHarborOutcome[];
  @Column('text', { nullable: true }) decidedBy!: string | null;
  @Column('text', { nullable: true }) decidedAt!: Instant | null;
  @Column('jsonb') provisions!: readonly string[];
  @Column('jsonb', { nullable: true }) officer!: Sealed | null;
  @Column('bigint') revision!: string;
  @Column('bigint') position!: string;
}

const TABLE: RecordTable = {
  name: 'safe_harbor_check',
  columns: `check_id uuid primary key, case_id uuid not null, youth_id uuid not null, agency text not null, court text, state text not null,
    county text not null, trigger text not null, trigger_id uuid not null, triggered_at text not null, standing text not null, age_band text not null,
    allegation text not null, status text not null, outcomes jsonb not null, decided_by text, decided_at text, provisions jsonb not null, officer jsonb,
    revision bigint not null, position bigint not null`,
  indexes: ['triggered_at, check_id', 'case_id', 'youth_id'],
  about: ['trigger_id'], // the filing that charges the child
};

const UNDECIDED = { outcomes: [], decidedBy: null, decidedAt: null, provisions: [], officer: null };

const changesOf = ({ type, data }: Recorded<Exclude<CheckEvent, { type: 'SafeHarborCheckPlaced' }>>): Partial<CheckRow> => {
  switch (type) {
    case 'SafeHarborCheckDecided':
      return { status: 'decided', outcomes: data.outcomes, decidedBy: data.decidedBy, decidedAt: data.decidedAt };
    case 'SafeHarborDecisionGrounded':
      return { provisions: data.provisions, officer: data.officer };
    case 'SafeHarborCheckVoided':
      return { status: 'void' };
    case 'SafeHarborCheckOpened':
      return {};
  }
};

const apply = async (event: Recorded<CheckEvent>, tx: EntityManager) => {
  const rows = tx.getRepository(CheckRow);
  const { checkId } = event.data;
  const at = { revision: String(event.revision), position: String(event.position) };
  if (event.type === 'SafeHarborCheckPlaced') {
    const { caseId, youthId, court, state, county } = event.data;
    if (caseId === checkId) await tx.query('delete from matter_all where case_id = $1', [caseId]); // a matter of its own goes where the check does
    await recordMatter(tx, { caseId, court: court ?? unnamedCourt(state), county, youthId }); // until a court is named, the agencies' to see
    const decided = await rows.findOneBy({ checkId, status: 'decided' });
    await rows.save({ ...UNDECIDED, status: 'open' as const, ...decided, ...event.data, ...at });
    return;
  }
  await rows.update({ checkId }, { ...changesOf(event), ...at });
};

export const safeHarborRecords: RecordsPart = {
  eventTypes: ['SafeHarborCheckPlaced', 'SafeHarborCheckOpened', 'SafeHarborCheckDecided', 'SafeHarborDecisionGrounded', 'SafeHarborCheckVoided'],
  tables: [TABLE],
  apply: (event, tx) => apply(event as Recorded<CheckEvent>, tx),
};
