import { headerOf, type RawMessage } from './raw-message.js';
import { Unreadable } from './rejections.js';

/** A CloudEvent's attributes and data, nothing judged yet. */
export type Envelope = { readonly attributes: Readonly<Record<string, unknown>>; readonly data: unknown };

const ATTRIBUTES = ['specversion', 'id', 'source', 'type', 'time', 'partitionkey', 'datacontenttype'] as const;

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** JSON in UTF-8, or undefined. A byte order mark is no JSON. */
const parsed = (value: Buffer | null): unknown => {
  try {
    return value && JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(value));
  } catch {
    return undefined;
  }
};

const mediaType = (header: string): string => header.split(';')[0]!.trim().toLowerCase();

const headerAttributes = ({ headers }: RawMessage): Record<string, string> =>
  Object.fromEntries(ATTRIBUTES.flatMap(name => {
    const value = headerOf(headers, `ce_${name}`);
    return value === undefined ? [] : [[name, value]];
  }));

/**
 * Reads either mode of the Kafka binding. Not by the cloudevents package's own reader: that replaces the partition key by the
 * Kafka key, takes a time without offset for a local one, and needs a time. `partial` is what could be read, whatever is wrong.
 */
export const readEnvelope = (raw: RawMessage): { partial: Envelope; wrong?: Unreadable } => {
  const contentType = headerOf(raw.headers, 'content-type');
  const fromHeaders = headerAttributes(raw);
  const body = parsed(raw.value);
  const binary = 'specversion' in fromHeaders;
  if (contentType === undefined ? !binary : mediaType(contentType) === 'application/cloudevents+json') {
    if (!isObject(body)) return { partial: { attributes: fromHeaders, data: undefined }, wrong: new Unreadable(body === undefined || body === null ? 'not-json' : 'not-a-cloud-event') };
    const { data, ...attributes } = body;
    return { partial: { attributes, data } };
  }
  if (binary && contentType !== undefined && mediaType(contentType) === 'application/json') {
    const partial = { attributes: { datacontenttype: 'application/json', ...fromHeaders }, data: body };
    return body === undefined || raw.value === null ? { partial, wrong: new Unreadable('not-json') } : { partial };
  }
  const { data, ...attributes } = isObject(body) ? body : { data: undefined };
  return { partial: { attributes: binary ? fromHeaders : attributes, data }, wrong: new Unreadable('wrong-content-type') };
};
