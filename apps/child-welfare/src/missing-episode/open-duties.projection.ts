import { Column, Entity, PrimaryColumn, type EntityManager } from 'typeorm';
import type {
  DutyEnded, DutyExtended, DutyMet, DutyOpened, DutyReinstated, DutyReopened, DutyRestated, DutyVoided, DutyWaived,
} from '#contracts';
import type { Instant, Recorded } from '#kernel';
import type { Projection } from '#projections';

/** A binding duty about an episode, as compliance published it: `open` until it is done, excused, ended or void. Breached is open. */
@Entity({ name: 'episode_duty' })
export class EpisodeDutyRow {
  @PrimaryColumn('uuid') dutyId!: string;
  @Column('uuid') episodeId!: string;
  @Column('text') ruleId!: string;
  @Column('text', { nullable: true }) recipient!: string | null;
  @Column('text', { nullable: true }) deadline!: Instant | null;
  @Column('boolean') open!: boolean;
}

type DutyEvent = DutyOpened | DutyMet | DutyReopened | DutyVoided | DutyEnded | DutyWaived | DutyReinstated | DutyExtended | DutyRestated;

const apply = async ({ type, data }: Recorded<DutyEvent>, tx: EntityManager) => {
  const rows = tx.getRepository(EpisodeDutyRow);
  const { dutyId } = data;
  switch (type) {
    case 'DutyOpened': {
      const { subjectKind, subjectId: episodeId, ruleId, recipient, deadline, binding = true, obligor } = data;
      const owedByPolice = obligor === 'law-enforcement'; // what they never told us keeps no agency's episode open
      if (subjectKind === 'missing-episode' && binding && !owedByPolice) await rows.insert({ dutyId, episodeId, ruleId, recipient, deadline, open: true });
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
    default:
      await rows.update({ dutyId }, { open: false });
  }
};

export const openDutiesProjection: Projection = {
  name: 'open-duties',
  version: 1,
  eventTypes: [
    'DutyOpened', 'DutyMet', 'DutyReopened', 'DutyVoided', 'DutyEnded', 'DutyWaived', 'DutyReinstated', 'DutyExtended', 'DutyRestated',
  ],
  tables: [
    `create table episode_duty (
      duty_id uuid primary key, episode_id uuid not null, rule_id text not null, recipient text, deadline text, open boolean not null)`,
    'create index episode_duty_by_episode on episode_duty (episode_id) where open',
  ],
  parkingKey: event => (event as Recorded<DutyEvent>).data.youthId,
  apply: (event, tx) => apply(event as Recorded<DutyEvent>, tx),
};
