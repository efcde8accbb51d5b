import { millisecondsBetween, plusHours, type Instant } from '#kernel';
import type { Answer } from '#public-api-client';
import { changes, isOwed, stillOpen } from './duty-lines.js';
import { readLedger, type Ledger, type LedgerDuty, type Subject } from './ledger.js';
import { localTime } from './local-time.js';
import type { Role, Stack } from './stack.js';
import type { Stage } from './stage.js';

const HOUR_MS = 3_600_000;

export type Duty = { readonly status: string; readonly alerted: readonly number[]; readonly breachSeenAt: Instant | null };

/** One case as its people see it: they act at an hour of it, and after each step see which duties changed. */
export class Scene {
  private readonly subjects: Subject[] = [];
  private known: ReadonlyMap<string, LedgerDuty> = new Map();
  private seen = 0n;

  /** `change`: when the clocks change. */
  constructor(readonly stack: Stack, readonly stage: Stage, readonly start: Instant, readonly change: Instant, readonly synthetic: string) {}

  hour(hours: number): Instant {
    return plusHours(this.start, hours);
  }

  async at(hours: number, what: string): Promise<Instant> {
    await this.stack.advanceTo(this.hour(hours));
    this.stage.hour(hours, `${localTime(this.hour(hours))}. ${what}`);
    return this.hour(hours);
  }

  follow(subject: Subject): void {
    this.subjects.push(subject);
  }

  async childWelfare<Body = { readonly id: string }>(path: string, body: object, as: Role = 'caseworker', after?: bigint): Promise<Body> {
    return this.remembered(await this.stack.post<Body>({ as, to: 'child-welfare', path, after }, body));
  }

  /** By the police liaison, once law enforcement's service has seen all that was done before. */
  async liaison(path: string, body: object): Promise<{ readonly id: string }> {
    return this.remembered(await this.stack.post({ as: 'police-liaison', to: 'law-enforcement', path, after: this.seen }, body));
  }

  episode<Body>(id: string): Promise<Answer<Body>> {
    return this.stack.get({ as: 'caseworker', to: 'child-welfare', path: `/missing-episodes/${id}`, after: this.seen });
  }

  ledgers(): Promise<readonly Ledger[]> {
    return Promise.all(this.subjects.map(subject => readLedger(this.stack, subject, this.seen)));
  }

  /** Prints which duties changed since the last time, and what is still open. */
  async showChanges(): Promise<void> {
    const now = await this.duties();
    const lines = changes(this.known, now);
    for (const { mark, text } of lines) this.stage.mark(mark, text);
    if (lines.length > 0) this.stage.mark('open', stillOpen(now));
    this.known = new Map(now.filter(isOwed).map(duty => [duty.dutyId, duty]));
  }

  /** Whether these rules' duties all stand so. */
  async stand(verdict: string, ...ruleIds: readonly string[]): Promise<boolean> {
    const now = await this.duties();
    return ruleIds.every(ruleId => now.some(duty => duty.ruleId === ruleId && duty.verdict === verdict));
  }

  async dutyUnder(ruleId: string): Promise<LedgerDuty> {
    const duty = (await this.duties()).find(each => each.ruleId === ruleId);
    if (!duty) throw new Error(`The ledger shows no duty under ${ruleId}`);
    return duty;
  }

  /** The duty as the engine keeps it, which raises the alerts. */
  kept({ dutyId }: LedgerDuty): Promise<Answer<Duty>> {
    return this.stack.get({ as: 'compliance-officer', to: 'compliance', path: `/duties/${dutyId}`, after: this.seen });
  }

  /** Waits until an alert was raised for every one of these rules' duties. */
  async alerted(level: number, ...ruleIds: readonly string[]): Promise<boolean> {
    const duties = await Promise.all(ruleIds.map(ruleId => this.dutyUnder(ruleId)));
    const raised = ({ body }: Answer<Duty>) => body.alerted.includes(level);
    return (await Promise.all(duties.map(async duty => raised(await this.stack.until(() => this.kept(duty), raised))))).every(Boolean);
  }

  /** How long after its deadline, in milliseconds, the duty's breach was seen. */
  async breachLatency(ruleId: string): Promise<number> {
    const duty = await this.dutyUnder(ruleId);
    const { body: { breachSeenAt } } = await this.stack.until(() => this.kept(duty), ({ body }) => body.breachSeenAt !== null);
    return breachSeenAt && duty.deadline ? millisecondsBetween(duty.deadline, breachSeenAt) : Infinity;
  }

  /** Where in the log the engine's newest word on these duties is. */
  async settledAt(): Promise<bigint> {
    const kept = await Promise.all((await this.duties()).filter(isOwed).map(duty => this.kept(duty)));
    return kept.reduce((newest, { position }) => (position > newest ? position : newest), this.seen);
  }

  elapsedHours(until: Instant): number {
    return Math.round(millisecondsBetween(this.start, until) / HOUR_MS);
  }

  private async duties(): Promise<readonly LedgerDuty[]> {
    return (await this.ledgers()).flatMap(({ report }) => report.duties);
  }

  private remembered<Body>({ body, position }: Answer<Body>): Body {
    if (position > this.seen) this.seen = position;
    return body;
  }
}
