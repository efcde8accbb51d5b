import { createHash } from 'node:crypto';
import { v5 as uuidFrom } from 'uuid';
import { CHILD_TOKEN, VISIBLE, type RejectionCode } from '#contracts';
import { canonicalJson } from '#http';
import { instant, type Instant } from '#kernel';
import type { Pseudonyms } from '#security';
import { readEnvelope, type Envelope } from './cloud-event.js';
import { DataSchemas } from './data-schema.js';
import type { Inbound, InboundMessage, Rejection } from './inbound.js';
import type { Partner } from './partners.js';
import { headerOf, type RawMessage } from './raw-message.js';
import { codeOf, rejection, Unreadable } from './rejections.js';

const COMMANDS = '3f0c6a52-8a0f-4b0b-9b51-7d1b0f0f6e2d';
const TOKEN = new RegExp(CHILD_TOKEN);
const NAME = new RegExp(VISIBLE);

/** What a receipt calls the message: only what is fit to be repeated. */
export type Named = { readonly id: string | null; readonly source: string | null; readonly type: string | null; readonly child: string | null };

/** A message read: to be handled, or why not. */
export type Read = {
  readonly named: Named;
  /** By what a repeat is known: a partner's source and its id, or where there are none the place in the topic. */
  readonly identity: { readonly source: string; readonly id: string };
  readonly fingerprint: string;
  /** Whose child it is; empty while no partner is known. */
  readonly agency: string;
} & ({ readonly message: InboundMessage; readonly rejection?: undefined } | { readonly message?: undefined; readonly rejection: Rejection });

const visible = (value: unknown): string | null => (typeof value === 'string' && NAME.test(value) ? value : null);

const nameOf = ({ attributes }: Envelope, { key, headers }: RawMessage): Named => {
  const token = key?.toString('utf8') ?? '';
  return {
    id: visible(attributes.id ?? headerOf(headers, 'ce_id')),
    source: visible(attributes.source ?? headerOf(headers, 'ce_source')),
    type: visible(attributes.type ?? headerOf(headers, 'ce_type')),
    child: TOKEN.test(token) ? token : null,
  };
};

const required = (attributes: Envelope['attributes'], name: string, form: RegExp): string => {
  const value = attributes[name] ?? undefined;
  if (value === undefined) throw new Unreadable('attribute-missing', `/${name}`);
  if (typeof value !== 'string' || !form.test(value)) throw new Unreadable('attribute-malformed', `/${name}`);
  return value;
};

const timeOf = (value: unknown): Instant | null => {
  if (value === undefined || value === null) return null;
  try {
    return instant(String(value));
  } catch (error) {
    throw new Unreadable(codeOf(error, 'not-a-time'), '/time');
  }
};

const placeOf = ({ topic, partition, offset }: RawMessage, fingerprint: string): Read['identity'] =>
  ({ source: '', id: `${topic}/${partition}/${offset}/${fingerprint}` });

/** Reads a message as far as it goes, and judges it: envelope first, then type, partner, and data. */
export class MessageReader {
  private readonly schemas: DataSchemas;

  constructor(
    private readonly inbound: Pick<Inbound, 'messages' | 'maxValueBytes'>, private readonly partners: ReadonlyMap<string, Partner>,
    private readonly pseudonyms: Pseudonyms,
  ) {
    this.schemas = new DataSchemas(inbound.messages);
  }

  /** Of a message that `read` failed at, by a fault of ours: refused, so that it holds up no other. */
  unreadable(raw: RawMessage): Read {
    const { fingerprint } = this.fingerprint(raw, undefined);
    const named = { id: null, source: null, type: null, child: null };
    return { named, identity: placeOf(raw, fingerprint), fingerprint, agency: '', rejection: rejection('unreadable') };
  }

  read(raw: RawMessage): Read {
    const { partial, wrong } = readEnvelope(raw);
    const named = nameOf(partial, raw);
    const tooLarge = (raw.value?.length ?? 0) > this.inbound.maxValueBytes;
    const { fingerprint, unkeepable } = this.fingerprint(raw, wrong || tooLarge ? undefined : partial);
    const { source, id } = named;
    const partner = source === null ? undefined : this.partners.get(source);
    // whoever is no partner, or not yet, must not use up ids
    const identity = partner && id ? { source: partner.source, id } : placeOf(raw, fingerprint);
    const known = { named, identity, fingerprint, agency: partner?.agency ?? '' };
    try {
      if (tooLarge) throw new Unreadable('message-too-large');
      if (wrong) throw wrong;
      return { ...known, message: this.judge(partial, raw, fingerprint, partner, unkeepable) };
    } catch (error) {
      if (error instanceof Unreadable) return { ...known, rejection: error.rejection };
      throw error;
    }
  }

  private judge(
    { attributes, data }: Envelope, { key }: RawMessage, fingerprint: string, partner: Partner | undefined, unkeepable: RejectionCode | undefined,
  ): InboundMessage {
    if (attributes.specversion !== '1.0') throw new Unreadable('not-a-cloud-event', '/specversion');
    const id = required(attributes, 'id', NAME);
    const source = required(attributes, 'source', NAME);
    const type = required(attributes, 'type', NAME);
    const child = required(attributes, 'partitionkey', TOKEN);
    if (!key?.length) throw new Unreadable('key-missing', '/partitionkey');
    if (key.toString('utf8') !== child) throw new Unreadable('key-mismatch', '/partitionkey');
    if (attributes.datacontenttype !== undefined) required(attributes, 'datacontenttype', /^application\/json\s*(;.*)?$/i);
    const time = timeOf(attributes.time);
    if (!partner) throw new Unreadable('unknown-source', '/source');
    this.schemas.requireKnown(type);
    if (unkeepable) throw new Unreadable(unkeepable, '/data');
    this.schemas.check(type, data);
    const commandId = uuidFrom(JSON.stringify([source, id]), COMMANDS);
    return { id, source, type, child, time, data, partner, commandId, fingerprint, correlationId: commandId };
  }

  /**
   * Of the content, not of the bytes: a repeat may come in the other mode, or with its members in another order. `unkeepable` says
   * why there is none: numbers that cannot be kept exactly, nested without end.
   */
  private fingerprint({ key, value }: RawMessage, envelope: Envelope | undefined): { fingerprint: string; unkeepable?: RejectionCode } {
    const token = key?.toString('latin1') ?? '';
    let unkeepable: RejectionCode | undefined;
    if (envelope) {
      const { specversion, type, time, partitionkey } = envelope.attributes;
      try {
        const content = canonicalJson({ specversion, type, time, partitionkey, data: envelope.data });
        return { fingerprint: this.pseudonyms.mac('inbound-content', token, content) };
      } catch (error) {
        unkeepable = codeOf(error, 'schema-violation');
      }
    }
    return { fingerprint: this.pseudonyms.mac('inbound-bytes', token, createHash('sha256').update(value ?? '').digest('hex')), unkeepable };
  }
}
