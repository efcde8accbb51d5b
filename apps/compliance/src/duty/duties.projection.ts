import { Column, Entity, PrimaryColumn, type EntityManager } from 'typeorm';
import type { SubjectKind } from '#contracts';
import type { Instant, Recorded } from '#kernel';
import type { Projection } from '#projections';
import { duties, nextTick, type Duty, type DutyEvent } from './domain/duty.js';

/** A duty as it stands, and when next to ask it. The sweep's timer is this row: lose it, and rebuilding brings it back. */
@Entity({ name: 'duty' })
export class DutyRow {
  @PrimaryColumn('uuid') dutyId!: string;
  @Column('uuid') youthId!: string;
  @Column('text') ruleId!: string;
  @Column('text') ruleVersion!: string;
  @Column('text') subjectKind!: SubjectKind;
  @Column('uuid') subjectId!: string;
  @Column('text') agency!: string;
  @Column('text') state!: string;
  @Column('text') county!: string;
  @Column('text') recipient!: string;
  @Column('text') clockStart!: Instant;
  @Column('text') deadline!: Instant;
  @Column('boolean') imported!: boolean;
  @Column('text') status!: Exclude<Duty['status'], 'none'>;
  @Column('jsonb') alerted!: readonly number[];
  @Column('text', { nullable: true }) breachSeenAt!: Instant | null;
  @Column('text', { nullable: true }) metAt!: Instant | null;
  @Column('uuid', { nullable: true }) reportId!: string | null;
  @Column('text', { nullable: true }) nextAt!: Instant | null;
  @Column('jsonb') aggregate!: Duty;
  @Column('bigint') revision!: string;
  @Column('bigint') position!: string;
}

const apply = async (event: Recorded<DutyEvent>, tx: EntityManager) => {
  const rows = tx.getRepository(DutyRow);
  const { dutyId } = event.data;
  const before = await rows.findOneBy({ dutyId });
  const aggregate = duties.evolve(before?.aggregate ?? duties.initial, event as DutyEvent);
  if (aggregate.status === 'none') throw Object.assign(new Error('a duty that was never opened'), { name: 'DutyNotOpened' });
  const { alerts: _, ...terms } = aggregate.terms;
  const row: DutyRow = {
    ...terms, aggregate,
    status: aggregate.status,
    alerted: aggregate.alerted,
    breachSeenAt: aggregate.breachSeenAt,
    metAt: aggregate.status === 'met' ? aggregate.done.metAt : null,
    reportId: aggregate.status === 'met' ? aggregate.done.reportId : null,
    nextAt: nextTick(aggregate),
    revision: String(event.revision),
    position: String(event.position),
  };
  await rows.upsert(row as object, ['dutyId']);
};

export const dutiesProjection: Projection = {
  name: 'duties',
  version: 1,
  eventTypes: ['DutyOpened', 'DutyAlerted', 'DutyBreached', 'DutyMet', 'DutyReopened', 'DutyVoided', 'DutyEnded'] satisfies DutyEvent['type'][],
  tables: [
    `create table duty (
      duty_id uuid primary key, youth_id uuid not null, rule_id text not null, rule_version text not null,
      subject_kind text not null, subject_id uuid not null, agency text not null, state text not null, county text not null,
      recipient text not null, clock_start text not null, deadline text not null, imported boolean not null, status text not null,
      alerted jsonb not null, breach_seen_at text, met_at text, report_id uuid, next_at text, aggregate jsonb not null,
      revision bigint not null, position bigint not null)`,
    'create index duty_timer on duty (next_at) where next_at is not null',
    'create index duty_by_agency on duty (agency, deadline, duty_id)',
  ],
  parkingKey: event => event.stream,
  apply: (event, tx) => apply(event as Recorded<DutyEvent>, tx),
};
