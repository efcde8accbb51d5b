import { Injectable } from '@nestjs/common';
import { v5 as uuidFrom } from 'uuid';
import { ledgerVerdict, outboundOf, type LedgerVerdict } from '#contracts';
import { EventStore } from '#event-store';
import type { Outbound, Outgoing } from '#kafka';
import type { Recorded } from '#kernel';
import { ProjectionReader } from '#projections';
import { duties, type DutyEvent } from '../duty/index.js';
import { RuleBook } from '../rules/index.js';
import { judge, type Judged } from './judge.js';
import { ledgerFactsProjection } from './ledger-facts.projection.js';
import { factsOfAll } from './subject-facts.js';

const CAUGHT_UP_WITHIN_MS = 5_000;

/** Whatever may have changed a verdict; an alert, or that somebody took it upon them, changes none. */
const TYPES: readonly DutyEvent['type'][] = [
  'DutyOpened', 'DutyMet', 'DutyBreached', 'DutyReopened', 'DutyVoided', 'DutyEnded', 'DutyRestated', 'DutyReinstated', 'DutyPaused', 'DutyResumed',
  'DutyExtended', 'DutyWaived',
];

/** By what authority a duty was waived, withheld or paused is somebody's text: it stays here. */
const codeOf = (reason: string | null) => reason?.replace(/^(waived|withheld|paused):[^]*/, '$1') ?? null;

const verdictOf = ({ dutyId, assessment: { rule, subject, clock }, verdict }: Judged) => {
  const { id: subjectId, kind: subjectKind, youthId, agency, state, county } = subject;
  const runs = clock.standing === 'runs' ? clock : null;
  return {
    dutyId, youthId, ruleId: rule.id, subjectKind, subjectId, agency, state, county, recipient: rule.recipient,
    clockStart: runs?.start ?? null, deadline: runs?.deadline ?? null, ...verdict, reason: codeOf(verdict.reason), flags: [...verdict.flags],
  };
};

/** With each event of a duty its verdict, by the facts at or before the event: made again, it is the same. */
@Injectable()
export class LedgerVerdicts implements Outbound {
  readonly name = 'verdict-publisher';
  readonly eventTypes = TYPES;
  readonly topics = [ledgerVerdict.topic];

  constructor(private readonly store: EventStore, private readonly projections: ProjectionReader, private readonly book: RuleBook) {}

  async messagesOf(event: Recorded): Promise<readonly Outgoing[]> {
    if (!outboundOf(event.type, event.data as Readonly<Record<string, unknown>>)) return []; // only one may be told of such a duty
    const { id, position, data: { dutyId, youthId }, metadata: { recordedAt: asOf } } = event as Recorded<DutyEvent>;
    const facts = await this.factsAbout(dutyId, youthId, position);
    return judge(this.book.rules, facts, { asOf, asKnownAt: null }).filter(judged => judged.dutyId === dutyId).map(judged => {
      const data: LedgerVerdict = { ...verdictOf(judged), asOf, position: String(position) };
      return { message: ledgerVerdict, id: uuidFrom('verdict', id), subject: dutyId, time: asOf, key: youthId, data };
    });
  }

  /** A fact that the ledger has parked holds its child's verdicts back: one by half of what is known could be wrong. */
  private async factsAbout(dutyId: string, youthId: string, position: bigint) {
    const { name } = ledgerFactsProjection;
    await this.projections.caughtUp(name, position, CAUGHT_UP_WITHIN_MS);
    const parked = await this.projections.parked(name);
    if (parked.some(fact => fact.key === youthId && fact.position <= position)) throw Object.assign(new Error('parked in the ledger'), { name: 'FactParked' });
    const duty = (await this.store.load(duties, dutyId))?.state;
    if (!duty || duty.status === 'none') throw Object.assign(new Error('an event of a duty that was never opened'), { name: 'UnknownDuty' });
    const { subjectId } = duty.terms;
    return this.projections.read(name, async tx => (await factsOfAll(tx, [subjectId], position)).get(subjectId) ?? []);
  }
}
