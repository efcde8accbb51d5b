import { Column, Entity, PrimaryColumn, type EntityManager } from 'typeorm';
import type { DutySubject } from '#contracts';
import type { Instant, Recorded } from '#kernel';
import type { Projection } from '#projections';
import { breachOf, nextTick, pendingAlerts } from './domain/alerts.js';
import { clockOfDuty, duties, type Duty, type DutyEvent, type KnownDuty } from './domain/duty.js';

/** Orders duties without a deadline, or whose clock stands still, behind all others. */
const NEVER = '9999-12-31T23:59:59.999Z';

/** A duty as it stands, and when next to ask it. The sweep's timer is this row: lose it, and rebuilding brings it back. */
@Entity({ name: 'duty' })
export class DutyRow {
  @PrimaryColumn('uuid') dutyId!: string;
  @Column('uuid') youthId!: string;
  @Column('text') ruleId!: string;
  @Column('text') ruleVersion!: string;
  @Column('text') subjectKind!: DutySubject;
  @Column('uuid') subjectId!: string;
  @Column('uuid', { nullable: true }) openedBy!: string | null;
  @Column('text') agency!: string;
  @Column('text') state!: string;
  @Column('text') county!: string;
  @Column('text', { nullable: true }) recipient!: string | null;
  /** Who owes it by name, where an order names one: after a breach, who has not answered. */
  @Column('text', { nullable: true }) owedBy!: string | null;
  @Column('text') clockStart!: Instant;
  @Column('text', { nullable: true }) deadline!: Instant | null;
  @Column('text') dueOrder!: string;
  @Column('boolean') imported!: boolean;
  @Column('boolean') binding!: boolean;
  @Column('text') status!: Exclude<Duty['status'], 'none'>;
  @Column('text', { nullable: true }) pausedAt!: Instant | null;
  @Column('jsonb') alerted!: readonly number[];
  @Column('jsonb') acknowledged!: readonly number[];
  @Column('text', { nullable: true }) breachSeenAt!: Instant | null;
  @Column('text', { nullable: true }) metAt!: Instant | null;
  @Column('uuid', { nullable: true }) reportId!: string | null;
  @Column('text', { nullable: true }) nextAt!: Instant | null;
  @Column('jsonb') aggregate!: KnownDuty;
  @Column('bigint') revision!: string;
  @Column('bigint') position!: string;
}

/** An alert that was raised, and that nobody has taken upon them yet. */
@Entity({ name: 'alert' })
export class AlertRow {
  @PrimaryColumn('uuid') dutyId!: string;
  @PrimaryColumn('integer') level!: number;
  @Column('text') notify!: string;
  @Column('text') dueAt!: Instant;
  /** Since when it waits for this agency: entered late, it is due long before anybody can be told. */
  @Column('text') raisedAt!: Instant;
  @Column('text') deadline!: Instant;
  @Column('text') ruleId!: string;
  @Column('text') subjectKind!: DutySubject;
  @Column('uuid') subjectId!: string;
  @Column('uuid') youthId!: string;
  @Column('text') agency!: string;
  @Column('text') state!: string;
  @Column('text') county!: string;
}

const rowOf = (aggregate: KnownDuty, event: Recorded<DutyEvent>): DutyRow => {
  const { alerts: _, watchFrom: __, addressee: ___, openedBy = null, binding = true, owedBy = null, ...terms } = aggregate.terms;
  const { deadline, paused } = clockOfDuty(aggregate);
  return {
    ...terms, openedBy, owedBy, binding, deadline, aggregate,
    dueOrder: deadline ?? NEVER,
    status: aggregate.status,
    pausedAt: paused?.at ?? null,
    alerted: [...new Set(aggregate.alerted.map(({ level }) => level))],
    acknowledged: aggregate.acknowledged,
    breachSeenAt: breachOf(aggregate),
    metAt: aggregate.status === 'met' ? aggregate.done.metAt : null,
    reportId: aggregate.status === 'met' ? aggregate.done.reportId : null,
    nextAt: nextTick(aggregate),
    revision: String(event.revision),
    position: String(event.position),
  };
};

const alertRowsOf = (aggregate: KnownDuty, before: readonly AlertRow[], now: Instant): readonly AlertRow[] => {
  const { dutyId, ruleId, subjectKind, subjectId, youthId, agency, state, county } = aggregate.terms;
  return pendingAlerts(aggregate).map(alert => {
    const waiting = before.find(row => row.level === alert.level && row.dueAt === alert.dueAt && row.agency === agency);
    return { dutyId, ruleId, subjectKind, subjectId, youthId, agency, state, county, ...alert, raisedAt: waiting?.raisedAt ?? now };
  });
};

const apply = async (event: Recorded<DutyEvent>, tx: EntityManager) => {
  const rows = tx.getRepository(DutyRow);
  const { dutyId } = event.data;
  const before = await rows.findOneBy({ dutyId });
  const aggregate = duties.evolve(before?.aggregate ?? duties.initial, { ...event, occurredAt: event.metadata.occurredAt } as DutyEvent);
  if (aggregate.status === 'none') throw Object.assign(new Error('a duty that was never opened'), { name: 'DutyNotOpened' });
  await rows.upsert(rowOf(aggregate, event) as object, ['dutyId']);
  const alerts = tx.getRepository(AlertRow);
  const waiting = before && pendingAlerts(before.aggregate).length > 0 ? await alerts.findBy({ dutyId }) : [];
  const pending = alertRowsOf(aggregate, waiting, event.metadata.recordedAt);
  if (waiting.length > 0) await alerts.delete({ dutyId });
  if (pending.length > 0) await alerts.insert(pending as object[]);
};

const DUTY_EVENTS = [
  'DutyOpened', 'DutyAlerted', 'DutyBreached', 'DutyMet', 'DutyReopened', 'DutyVoided', 'DutyEnded', 'DutyRestated', 'DutyReinstated',
  'DutyPaused', 'DutyResumed', 'DutyExtended', 'DutyWaived', 'AlertAcknowledged',
] as const satisfies readonly DutyEvent['type'][];

export const dutiesProjection: Projection = {
  name: 'duties',
  version: 5,
  eventTypes: DUTY_EVENTS,
  tables: [
    `create table duty (
      duty_id uuid primary key, youth_id uuid not null, rule_id text not null, rule_version text not null,
      subject_kind text not null, subject_id uuid not null, opened_by uuid, agency text not null, state text not null, county text not null,
      recipient text, owed_by text, clock_start text not null, deadline text, due_order text not null, imported boolean not null, binding boolean not null,
      status text not null, paused_at text, alerted jsonb not null, acknowledged jsonb not null, breach_seen_at text, met_at text, report_id uuid,
      next_at text, aggregate jsonb not null, revision bigint not null, position bigint not null)`,
    'create index duty_timer on duty (next_at) where next_at is not null',
    'create index duty_by_subject on duty (subject_id)',
    'create index duty_by_agency on duty (agency, due_order, duty_id)',
    `create table alert (
      duty_id uuid, level integer, notify text not null, due_at text not null, raised_at text not null, deadline text not null, rule_id text not null,
      subject_kind text not null, subject_id uuid not null, youth_id uuid not null, agency text not null, state text not null, county text not null,
      primary key (duty_id, level))`,
    'create index alert_by_agency on alert (agency, deadline, duty_id, level)',
  ],
  parkingKey: event => event.stream,
  apply: (event, tx) => apply(event as Recorded<DutyEvent>, tx),
};
