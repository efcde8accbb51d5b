import { randomUUID } from 'node:crypto';
import { v5 as uuidFrom } from 'uuid';
import { DOMAIN_REJECTIONS } from '#contracts';
import type { Handled, InboundMessage, Partner } from '#kafka';
import { plusHours, type Actor, type Clock, type DomainError, type Instant } from '#kernel';
import { workerApplication, type Dependencies } from '#service';
import { childWelfare } from '../service.js';
import { PartnerExchange } from './partner-exchange.js';

const PARTNER: Partner = { source: 'urn:example:mo:ccwis', agency: 'US-MO', state: 'MO', county: null };
const COMMANDS = '8b2b3a50-52f5-4c59-9d1c-0a3b5f3f9b11';
export const supervisor = { role: 'supervisor', agency: 'US-MO' };

export type Sent = { readonly name: string; readonly child: string; readonly data: object; readonly id?: string; readonly partner?: Partner };

/** A message as the exchange hands it on: its envelope read, its data as the schema of its type says. */
const messageOf = ({ name, child, data, id = randomUUID(), partner = PARTNER }: Sent): InboundMessage => {
  const commandId = uuidFrom(JSON.stringify([partner.source, id]), COMMANDS);
  return {
    id, child, data, partner, source: partner.source, type: `partner.child-welfare.${name}.v1`, time: null, commandId,
    fingerprint: JSON.stringify([name, child]), correlationId: commandId,
  };
};

export const token = () => `mo-child-${randomUUID()}`;

/** What each type needs to be told, with the rest as a message has it unless it says otherwise. */
const messagesAbout = (learnedAt: Instant, now: Instant) => {
  const telling = (name: string, fields: object) => (child: string, data: object = {}): Sent => ({ name, child, data: { ...fields, ...data } });
  return {
    claim: (value: unknown) => ({ value, source: 'agency-record', learnedAt }),
    registered: telling('youth-registered', { county: 'MO county 5', coverage: 'placed' }),
    corrected: telling('youth-corrected', {}),
    concern: telling('concern-received', {
      receivedAt: learnedAt, receivedBy: 'hotline-worker', channel: 'telephone', trafficking: 'sex', indicators: [{ group: 'individual', code: 'says-so' }],
    }),
    missing: telling('missing-reported', { episode: 'ep-1', category: 'left-without-permission', learnedAt, learnedBy: 'hotline' }),
    located: telling('child-located', { episode: 'ep-1', locatedAt: now, circumstance: 'with-family' }),
    moved: telling('placement-changed', { changedAt: learnedAt, coverage: 'supervised-at-home', setting: 'placed-at-home' }),
    made: telling('report-made', { episode: 'ep-1', recipient: 'police', madeAt: learnedAt, channel: 'telephone' }),
  };
};

type Answer = { readonly status: number; readonly body: Record<string, unknown> };
type Running = {
  readonly open: Dependencies;
  readonly clock: Clock;
  get(as: { role: string; agency: string }, path: string, headers: Readonly<Record<string, string>>): Promise<Answer>;
};

/** The handler of a running child welfare, as its worker has it. */
export const exchangeWith = async (service: Running) => {
  const worker = await workerApplication(childWelfare, service.open);
  const exchange = worker.app.get(PartnerExchange, { strict: false });
  const tell = (sent: Sent): Promise<Handled> => exchange.handle(messageOf(sent));
  const now = service.clock.now();
  const learnedAt = plusHours(now, -6);
  const say = messagesAbout(learnedAt, now);
  return {
    tell, now, learnedAt, say,
    /** A child whom child welfare knows already. */
    async known() {
      const child = token();
      const { produced: [youth] } = await tell(say.registered(child, { claims: { name: say.claim('Example Person'), birthDate: say.claim('2010-04-30') } }));
      return { child, youthId: youth!.id };
    },
    /** Code and pointer of its refusal, which the contract must list. */
    refusal: (sent: Sent) => tell(sent).then(() => ['accepted', null] as const, (error: DomainError) => {
      const listed: Readonly<Record<string, string | null>> = DOMAIN_REJECTIONS[sent.name as keyof typeof DOMAIN_REJECTIONS];
      const pointer = error.details?.pointer ?? error;
      expect(listed).toHaveProperty([error.code], listed[error.code] === null ? null : pointer);
      return [error.code, pointer] as const;
    }),
    /** Read by a supervisor once it stands at what was produced. */
    read(path: string, { produced, items = [] }: Handled): Promise<Answer> {
      const position = [...produced, ...items.flatMap(item => item.produced)].at(-1)?.position;
      return service.get(supervisor, path, position ? { 'Min-Position': position } : {});
    },
    /** What partners' messages wrote, without what follows from it by itself. */
    async log() {
      const events = [];
      for await (const { event } of service.open.client.readAll()) events.push(event!);
      return events.filter(({ metadata }) => (metadata as { actor?: Actor } | undefined)?.actor?.role === 'partner-system');
    },
    stop: () => worker.close(),
  };
};
export type Exchanging = Awaited<ReturnType<typeof exchangeWith>>;
