import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { RECIPIENTS, type SubjectKind } from '#contracts';
import { decodeCursor, pageOf } from '#http';
import { Clock, DomainError, type Actor } from '#kernel';
import { ProjectionReader } from '#projections';
import { PersonalDataReader, type Reading } from '#security';
import { knownOf, type Subject } from '../duty/index.js';
import { RuleBook } from '../rules/index.js';
import { changesOf } from './changes.js';
import { ledgerFactsProjection } from './ledger-facts.projection.js';
import { earlierDateOf, horizonOf, type ChangesQuery, type HorizonQuery, type LedgerQuery, type SummaryQuery, type VerdictsQuery } from './ledger-query.js';
import { listReport, receiptsOf, sealedBody, subjectLine, subjectReport, Tally, type Basis, type SubjectLine } from './report.js';
import { factsOfAll } from './subject-facts.js';
import { newestFact, subjectsOf } from './subjects.js';
import { completeness } from './verification.js';

const PINNED_WITHIN_MS = 5_000;

/** A report made within one snapshot, with what has to be said beside it. */
type Made<Report> = { readonly basis: Basis; readonly report: Report };

@Injectable()
export class LedgerReads {
  constructor(
    private readonly projections: ProjectionReader,
    private readonly personalData: PersonalDataReader,
    private readonly book: RuleBook,
    private readonly clock: Clock,
  ) {}

  /** Everything owed for one subject, with the evidence and its receipts. */
  async one(kind: SubjectKind, id: string, query: HorizonQuery, reading: Reading) {
    const { basis, report: { facts, report, now } } = await this.on(query, async (tx, on) => {
      const known = (await factsOfAll(tx, [id], on.position)).get(id) ?? [];
      return { facts: known, report: subjectReport(this.book.rules, known, on), now: (await nowKnown(tx, [id])).get(id) };
    });
    if (!now || report?.subject.kind !== kind) throw new DomainError(kind === 'missing-episode' ? 'unknown-episode' : 'unknown-determination', 'Nothing of it was known', 'unknown');
    const owner = { resource: now, resourceType: kind, resourceId: id };
    const { receipts } = await this.personalData.reveal({ ...reading, ...owner }, { receipts: receiptsOf(facts, report) });
    return { ...(await this.beside(basis)), ...sealedBody(report), receipts };
  }

  /** The verdicts of the subjects named, as far as they are the actor's to see. */
  async verdicts({ subjects, ...query }: VerdictsQuery, actor: Actor) {
    const { basis, report } = await this.on(query, async (tx, on) => {
      const now = await nowKnown(tx, subjects);
      const facts = await factsOfAll(tx, [...now.keys()].filter(id => isOf(actor, now.get(id))), on.position);
      const verdicts = [...facts.values()].flatMap(known => subjectLine(this.book.rules, known, on) ?? []);
      const seen = new Set(verdicts.map(({ subjectId }) => subjectId));
      return listReport(this.book.rules, on, verdicts.map(({ state }) => state), { verdicts, unknown: [...now.keys()].filter(id => !seen.has(id)) });
    });
    return { ...(await this.beside(basis)), ...report };
  }

  async list({ state, county, verdict, limit, cursor, ...query }: LedgerQuery, actor: Actor) {
    const after = decodeCursor(cursor, 'position');
    const { basis, report } = await this.on(query, async (tx, on) => {
      const found: { openedAt: bigint; line: SubjectLine }[] = [];
      for await (const { openedAt, facts } of subjectsOf(tx, actor, { state, county }, on.position, after && BigInt(after[0]!))) {
        const line = subjectLine(this.book.rules, facts, on);
        if (line && (!verdict || line.duties.some(duty => duty.verdict === verdict))) found.push({ openedAt, line });
        if (found.length > limit) break;
      }
      const { items, next } = pageOf(found, limit, ({ openedAt }) => [String(openedAt)]);
      return listReport(this.book.rules, on, items.map(({ line }) => line.state), { items: items.map(({ line }) => line), next });
    });
    return { ...(await this.beside(basis)), ...sealedBody(report) };
  }

  /** Which verdicts of the actor's agency's duties differ between two dates of knowledge, and what came in between. */
  async changes({ state, county, limit, cursor, ...query }: ChangesQuery, actor: Actor) {
    const after = decodeCursor(cursor, 'position');
    const from = earlierDateOf(query);
    const { basis, report } = await this.on({ ...query, asOf: query.asOf ?? query.to, asKnownAt: query.to }, async (tx, on) => {
      const span = { from, to: on.asKnownAt!, asOf: on.asOf };
      const found: { openedAt: bigint; changes: NonNullable<ReturnType<typeof changesOf>> }[] = [];
      for await (const { openedAt, facts } of subjectsOf(tx, actor, { state, county }, on.position, after && BigInt(after[0]!))) {
        const changes = changesOf(this.book.rules, facts, span);
        if (changes) found.push({ openedAt, changes });
        if (found.length > limit) break;
      }
      const { items, next } = pageOf(found, limit, ({ openedAt }) => [String(openedAt)]);
      const shown = items.map(({ changes }) => changes);
      return listReport(this.book.rules, on, shown.map(({ subject }) => subject.state), { from, to: span.to, items: shown, next });
    });
    return { ...(await this.beside(basis)), ...sealedBody(report) };
  }

  /**
   * How many of the actor's agency's duties were met on time, late, never: per rule, and per recipient of the federal
   * reports. A state's shorter limit for the same report would count it twice.
   */
  async summary({ state, county, ...query }: SummaryQuery, actor: Actor) {
    const { rules } = this.book;
    const federal = rules.filter(({ jurisdiction }) => jurisdiction === 'US');
    const reports = new Set(federal.filter(({ met }) => 'report' in met).map(({ id }) => id));
    const { basis, report } = await this.on(query, async (tx, on) => {
      const tally = new Tally();
      const states = new Set<string>();
      let subjects = 0;
      for await (const { facts } of subjectsOf(tx, actor, { state, county }, on.position)) {
        const line = subjectLine(rules, facts, on);
        if (!line) continue;
        subjects++;
        states.add(line.state);
        for (const duty of line.duties) {
          tally.add(duty.ruleId, duty);
          if (duty.recipient && reports.has(duty.ruleId)) tally.add(duty.recipient, duty);
        }
      }
      const ids = [...new Set(rules.map(({ id }) => id))].filter(id => tally.has(id) || federal.some(rule => rule.id === id));
      return listReport(rules, on, [...states], {
        agency: actor.agency, state: state ?? null, county: county ?? actor.county, subjects,
        byRule: ids.map(id => ({ ruleId: id, recipient: rules.find(rule => rule.id === id)?.recipient, ...tally.of(id) })),
        byRecipient: Object.fromEntries(RECIPIENTS.map(recipient => [recipient, tally.of(recipient)])),
      });
    });
    return { ...(await this.beside(basis)), ...sealedBody(report) };
  }

  private async on<Report>(query: HorizonQuery, make: (tx: EntityManager, basis: Basis) => Promise<Report>): Promise<Made<Report>> {
    const horizon = horizonOf(query, this.clock.now());
    const pinned = query.position === undefined ? undefined : BigInt(query.position);
    if (pinned !== undefined) await this.projections.caughtUp(ledgerFactsProjection.name, pinned, PINNED_WITHIN_MS);
    return this.projections.read(ledgerFactsProjection.name, async tx => {
      const basis = { ...horizon, position: pinned ?? (await newestFact(tx)) };
      return { basis, report: await make(tx, basis) };
    });
  }

  /** What changes while the report stays the same; what is parked comes first, because the report is short of it. */
  private async beside({ position }: Basis) {
    const [parked, proof, status] = await Promise.all([
      this.projections.parkedUpTo(ledgerFactsProjection.name, position),
      this.projections.read(ledgerFactsProjection.name, tx => completeness(tx)),
      this.projections.status(),
    ]);
    const live = status.find(({ name, current }) => name === ledgerFactsProjection.name && current);
    return {
      ...(parked > 0 ? { incomplete: { parked, reason: `${parked} recorded events at or before this position could not be read into the ledger` } } : {}),
      completeness: proof,
      live: live && { position: String(live.position), lag: live.lag, parked: live.parked, health: live.health },
    };
  }
}

/** Whose a record is now decides who may read it, also as it was known before. */
const nowKnown = async (tx: EntityManager, ids: readonly string[]) =>
  new Map([...(await factsOfAll(tx, ids))].map(([id, facts]) => [id, knownOf(facts)?.subject]));

const isOf = (actor: Actor, subject: Subject | undefined): boolean =>
  subject !== undefined && actor.agency === subject.agency && (actor.county === null || actor.county === subject.county);
