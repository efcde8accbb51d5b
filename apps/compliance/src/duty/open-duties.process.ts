import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { Recorded } from '#kernel';
import { ProjectionReader, type Process } from '#projections';
import { ledgerFactsProjection, SubjectFacts, subjectRefsOf, type SubjectRef } from '../ledger/index.js';
import { RuleBook } from '../rules/index.js';
import { derivedMeta } from './derived-meta.js';
import { FACT_TYPES, type Fact, type FactEvent } from './domain/fact.js';
import { leadersOf, mergedEver } from './domain/merged.js';
import { assessAll, outcomeOf } from './domain/settle.js';
import { dutiesProjection } from './duties.projection.js';
import { dutyIdOf } from './duty-id.js';
import { SettleDuty } from './settle-duty.js';

export const OPEN_DUTIES = 'open-duties';
const CAUGHT_UP_WITHIN_MS = 5_000;

/** Brings every duty of a subject in line with its facts, whenever one more becomes known. */
@Injectable()
export class OpenDuties implements Process {
  readonly name = OPEN_DUTIES;
  readonly eventTypes = FACT_TYPES;
  readonly concurrency = 8;

  constructor(
    private readonly projections: ProjectionReader,
    private readonly facts: SubjectFacts,
    private readonly book: RuleBook,
    private readonly commands: CommandBus,
  ) {}

  parkingKey(event: Recorded): string {
    return (event as Recorded<FactEvent>).data.youthId;
  }

  async handle(event: Recorded): Promise<void> {
    const fact = event as Recorded<FactEvent>;
    await this.projections.caughtUp(ledgerFactsProjection.name, event.position, CAUGHT_UP_WITHIN_MS);
    const settled = new Set<string>();
    const settle = async (subject: SubjectRef, facts: readonly Fact[]): Promise<void> => {
      if (settled.has(subject.subjectId) || !facts.some(({ eventId }) => eventId === fact.id)) return;
      settled.add(subject.subjectId);
      await this.settleAll(subject, facts, fact);
      for (const subjectId of [...leadersOf(subject.subjectId, facts), ...mergedEver(subject.subjectId, facts)]) {
        await settle({ ...subject, subjectId }, await this.facts.of({ ...subject, subjectId }));
      }
    };
    for (const subject of subjectRefsOf(fact)) await settle(subject, await this.factsWith(fact, subject));
  }

  private async settleAll(subject: SubjectRef, facts: readonly Fact[], event: Recorded<FactEvent>): Promise<void> {
    const { $correlationId } = event.metadata;
    const earlier = facts.slice(0, facts.findIndex(({ eventId }) => eventId === event.id));
    const before = new Map(assessAll(this.book.rules, earlier).map(assessment => [dutyIdOf(assessment), outcomeOf(assessment)]));
    const opened = await this.openedFor(subject);
    for (const assessment of assessAll(this.book.rules, facts)) {
      const dutyId = dutyIdOf(assessment);
      const outcome = outcomeOf(assessment);
      // most facts leave most duties as they were; one that a rule added since would owe is not opened yet
      if (outcome === (before.get(dutyId) ?? null) && (outcome === null || opened.has(dutyId))) continue;
      await this.commands.execute(new SettleDuty(dutyId, assessment, derivedMeta(assessment.rule.id, event.id, $correlationId, event.id)));
    }
  }

  private async openedFor({ subjectId }: SubjectRef): Promise<ReadonlySet<string>> {
    const rows: { duty_id: string }[] = await this.projections.read(dutiesProjection.name, tx =>
      tx.query('select duty_id from duty where subject_id = $1', [subjectId]));
    return new Set(rows.map(row => row.duty_id));
  }

  /** A fact that the ledger has parked must wait here too: without it a duty would be settled on half of what is known. */
  private async factsWith(event: Recorded<FactEvent>, subject: SubjectRef) {
    const facts = await this.facts.of(subject);
    if (!facts.some(({ eventId }) => eventId === event.id)) throw Object.assign(new Error('parked in the ledger'), { name: 'FactParked' });
    return facts;
  }
}
