import { Injectable } from '@nestjs/common';
import { v5 as uuidFrom } from 'uuid';
import { EventStore } from '#event-store';
import type { Decision, Recorded } from '#kernel';
import type { Process } from '#projections';
import { stateOf } from '../courts.js';
import { derivedMeta } from '../derived-meta.js';
import { RuleBook } from '../rules/index.js';
import { checks, openCheck, voidCheck, type Check, type CheckEvent, type Opening } from './domain/check.js';
import { learn, standingOf, standings, type Standing, type Trigger } from './domain/standing.js';
import { learnedFrom, LEARNED_FROM, type Learned } from './learned-from.js';

const CHECKS = '6c4e2a10-7b8d-4f53-9a21-e0d5b7c31f48';
const checkIdOf = ({ triggerId }: Trigger) => uuidFrom(triggerId, CHECKS);

/** Every arrest or charge of a child known or suspected to be a victim opens a check, whichever of the two becomes known first. */
@Injectable()
export class OpenSafeHarborChecks implements Process {
  readonly name = 'safe-harbor-checks';
  readonly eventTypes = LEARNED_FROM;

  constructor(private readonly store: EventStore, private readonly rules: RuleBook) {}

  parkingKey(event: Recorded): string {
    return (event as Recorded<Learned>).data.youthId;
  }

  async handle(event: Recorded): Promise<void> {
    const { youthId } = (event as Recorded<Learned>).data;
    for (const learned of learnedFrom(event as Recorded<Learned>, await this.standingOf(youthId))) {
      await this.store.decide(standings, youthId, learn(learned), derivedMeta(`learn-${learned.type}`, youthId, event));
    }
    const standing = await this.standingOf(youthId);
    for (const trigger of standing.triggers) await this.settle(trigger, standing, event);
  }

  private async standingOf(youthId: string): Promise<Standing> {
    return (await this.store.load(standings, youthId))?.state ?? standings.initial;
  }

  private settle(trigger: Trigger, standing: Standing, event: Recorded) {
    const checkId = checkIdOf(trigger);
    const decide = (name: string, decision: Decision<Check, CheckEvent>) =>
      this.store.decide(checks, checkId, decision, derivedMeta(name, checkId, event));
    const known = standingOf(standing);
    if (trigger.dropped) return decide('void-check', voidCheck('no-longer-owed'));
    if (!known) return decide('void-check', voidCheck('determination-withdrawn'));
    return decide('open-check', openCheck(this.openingOf(checkId, trigger, known)));
  }

  private openingOf(checkId: string, trigger: Trigger, known: NonNullable<ReturnType<typeof standingOf>>): Opening {
    const { youthId, trigger: kind, triggerId, triggeredAt, charged } = trigger;
    const { agency, ageBand, says: standing } = known;
    const state = (charged && stateOf(charged.court)) ?? known.state; // a charge is heard by the law of its court
    const county = charged?.county ?? known.county;
    const court = charged?.court ?? this.rules.courtOf(state, county);
    const allegation = charged?.statusOffense ? 'status-offense' : 'not-recorded';
    return {
      checkId, youthId, caseId: charged?.caseId ?? checkId, agency, court, state, county, trigger: kind, triggerId, triggeredAt, standing, ageBand, allegation,
    };
  }
}
