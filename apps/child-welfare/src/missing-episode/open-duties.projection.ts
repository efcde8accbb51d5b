import { Column, Entity, PrimaryColumn, type EntityManager } from 'typeorm';
import {
  EPISODE_FACTS, type DutiesAssessed, type DutyEnded, type DutyExtended, type DutyMet, type DutyOpened, type DutyReinstated, type DutyReopened,
  type DutyRestated, type DutyVoided, type DutyWaived,
} from '#contracts';
import type { Event, Instant, Recorded } from '#kernel';
import type { Projection } from '#projections';

/**
 * A binding duty about an episode, as compliance published it: `open` until it is done, ended or void; breached is open.
 * `waived` stays: excused by authority it is owed by nobody, also when it is no longer done, or void no more.
 */
@Entity({ name: 'episode_duty' })
export class EpisodeDutyRow {
  @PrimaryColumn('uuid') dutyId!: string;
  @Column('uuid') episodeId!: string;
  @Column('text') ruleId!: string;
  @Column('text', { nullable: true }) recipient!: string | null;
  @Column('text', { nullable: true }) deadline!: Instant | null;
  @Column('boolean') open!: boolean;
  @Column('boolean') waived!: boolean;
}

/** The last that was recorded with an episode and that duties are judged by; `assessed` once compliance has told that they are. */
@Entity({ name: 'last_fact' })
export class LastFactRow {
  @PrimaryColumn('uuid') episodeId!: string;
  @Column('uuid') youthId!: string;
  @Column('uuid') factId!: string;
  @Column('bigint') position!: string;
  @Column('boolean') assessed!: boolean;
}

type DutyEvent = DutyOpened | DutyMet | DutyReopened | DutyVoided | DutyEnded | DutyWaived | DutyReinstated | DutyExtended | DutyRestated;

const applyDuty = async ({ type, data }: Recorded<DutyEvent>, tx: EntityManager) => {
  const rows = tx.getRepository(EpisodeDutyRow);
  const { dutyId } = data;
  switch (type) {
    case 'DutyOpened': {
      const { subjectKind, subjectId: episodeId, ruleId, recipient, deadline, binding = true, obligor } = data;
      const owedByPolice = obligor === 'law-enforcement'; // what they never told us keeps no agency's episode open
      if (subjectKind !== 'missing-episode' || !binding || owedByPolice) return;
      await rows.insert({ dutyId, episodeId, ruleId, recipient, deadline, open: true, waived: false });
      return;
    }
    case 'DutyReopened':
      await rows.update({ dutyId }, { open: true });
      return;
    case 'DutyReinstated':
      await rows.update({ dutyId }, { open: true, deadline: data.deadline });
      return;
    case 'DutyExtended':
    case 'DutyRestated':
      await rows.update({ dutyId }, { deadline: data.deadline });
      return;
    case 'DutyWaived':
      await rows.update({ dutyId }, { waived: true });
      return;
    default:
      await rows.update({ dutyId }, { open: false });
  }
};

type EpisodeFact = Event<(typeof EPISODE_FACTS)[number], { readonly episodeId: string; readonly youthId: string }>;

const remember = async ({ id: factId, position, data: { episodeId, youthId } }: Recorded<EpisodeFact>, tx: EntityManager) => {
  await tx.getRepository(LastFactRow).save({ episodeId, youthId, factId, position: String(position), assessed: false });
};

/** What compliance has assessed it has in the order of recording, whichever of the youth's episodes it belongs to. */
const assess = async ({ data: { youthId, factId } }: Recorded<DutiesAssessed>, tx: EntityManager) => {
  await tx.query(
    `update last_fact set assessed = true from last_fact told
     where told.fact_id = $1 and last_fact.youth_id = $2 and last_fact.position <= told.position`, [factId, youthId]);
};

const isFact = (event: Recorded<DutyEvent | EpisodeFact>): event is Recorded<EpisodeFact> => (EPISODE_FACTS as readonly string[]).includes(event.type);

type Followed = DutyEvent | EpisodeFact | DutiesAssessed;

const apply = (event: Recorded<Followed>, tx: EntityManager): Promise<void> =>
  (event.type === 'DutiesAssessed' ? assess(event, tx) : isFact(event) ? remember(event, tx) : applyDuty(event, tx));

export const openDutiesProjection: Projection = {
  name: 'open-duties',
  version: 3,
  eventTypes: [
    'DutyOpened', 'DutyMet', 'DutyReopened', 'DutyVoided', 'DutyEnded', 'DutyWaived', 'DutyReinstated', 'DutyExtended', 'DutyRestated',
    'DutiesAssessed', ...EPISODE_FACTS,
  ],
  tables: [
    `create table episode_duty (
      duty_id uuid primary key, episode_id uuid not null, rule_id text not null, recipient text, deadline text,
      open boolean not null, waived boolean not null)`,
    'create index episode_duty_by_episode on episode_duty (episode_id)',
    `create table last_fact (
      episode_id uuid primary key, youth_id uuid not null, fact_id uuid not null, position bigint not null, assessed boolean not null)`,
    'create index last_fact_by_fact on last_fact (fact_id)',
    'create index last_fact_by_youth on last_fact (youth_id)',
  ],
  parkingKey: event => (event as Recorded<Followed>).data.youthId,
  apply: (event, tx) => apply(event as Recorded<Followed>, tx),
};
