import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { instant, millisecondsBetween, type Instant } from '#kernel';
import { findLocalStack, PublicApiClient, type Answer, type LocalStack } from '#public-api-client';

const PATIENCE_MS = 60_000;
const ASK_AGAIN_AFTER_MS = 50;

type Service = 'child-welfare' | 'law-enforcement' | 'compliance';
export type Role = 'hotline-worker' | 'caseworker' | 'police-liaison' | 'compliance-officer';
type Call = { readonly as: Role; readonly to: Service; readonly path: string; readonly after?: bigint };

/** The running local stack, seen by people of one agency. `after`: the position that the service must have seen. */
export class Stack {
  private readonly api = new PublicApiClient({ patienceMs: PATIENCE_MS });

  private constructor(private readonly stack: LocalStack, private readonly agency: string) {}

  static async find(controlUrl: string, agency: string): Promise<Stack> {
    return new Stack(await findLocalStack(controlUrl), agency);
  }

  post<Body = { readonly id: string }>({ as, to, path, after }: Call, body: object): Promise<Answer<Body>> {
    return this.api.send({ method: 'POST', url: this.stack.urlOf(to) + path, token: this.token(as), body, idempotencyKey: randomUUID(), minPosition: after });
  }

  get<Body>({ as, to, path, after }: Call): Promise<Answer<Body>> {
    return this.api.send({ method: 'GET', url: this.stack.urlOf(to) + path, token: this.token(as), minPosition: after });
  }

  async now(): Promise<Instant> {
    const { body } = await this.api.send<{ clock: { now: string } }>({ method: 'GET', url: this.stack.controlUrl });
    return instant(body.clock.now);
  }

  /** Moves everybody's clock on to a moment; nothing happens when it has passed. */
  async advanceTo(moment: Instant): Promise<void> {
    const milliseconds = millisecondsBetween(await this.now(), moment);
    if (milliseconds < 1) return;
    await this.api.send({ method: 'POST', url: new URL('/clock/advance', this.stack.controlUrl).href, body: { milliseconds } });
  }

  /** Asks until what is told is so; returns the last answer in any case. */
  async until<Body>(ask: () => Promise<Body>, isSo: (answer: Body) => boolean): Promise<Body> {
    const giveUpAt = performance.now() + PATIENCE_MS;
    for (;;) {
      const answer = await ask();
      if (isSo(answer) || performance.now() > giveUpAt) return answer;
      await pause(ASK_AGAIN_AFTER_MS);
    }
  }

  private token(role: Role): string {
    const token = this.stack.tokenOf(role, this.agency);
    if (!token) throw new Error(`The local stack has no token for a ${role} of ${this.agency}`);
    return token;
  }
}
