import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { Recorded } from '#kernel';
import { ProjectionReader, type Process } from '#projections';
import { ledgerFactsProjection, SubjectFacts, subjectRefOf } from '../ledger/index.js';
import { RuleBook } from '../rules/index.js';
import { derivedMeta } from './derived-meta.js';
import { FACT_TYPES, type FactEvent } from './domain/fact.js';
import { assessAll } from './domain/settle.js';
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
    const { $correlationId } = event.metadata;
    for (const assessment of assessAll(this.book.rules, await this.factsWith(event as Recorded<FactEvent>))) {
      await this.commands.execute(new SettleDuty(assessment, derivedMeta(assessment.rule.id, event.id, $correlationId, event.id)));
    }
  }

  /** A fact that the ledger has parked must wait here too: without it a duty would be settled on half of what is known. */
  private async factsWith(event: Recorded<FactEvent>) {
    await this.projections.caughtUp(ledgerFactsProjection.name, event.position, CAUGHT_UP_WITHIN_MS);
    const facts = await this.facts.of(subjectRefOf(event));
    if (!facts.some(({ eventId }) => eventId === event.id)) throw Object.assign(new Error('parked in the ledger'), { name: 'FactParked' });
    return facts;
  }
}
