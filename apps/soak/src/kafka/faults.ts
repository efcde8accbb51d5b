import type { Planned, Told } from './messages.js';

/** Every way in which a message can be wrong, with the code and the JSON Pointer that its rejection must have. */
export const FAULTS = {
  'not-json': { code: 'not-json', pointer: null },
  'wrong-content-type': { code: 'wrong-content-type', pointer: null },
  'unknown-type': { code: 'unknown-type', pointer: '/type' },
  'unknown-version': { code: 'unknown-version', pointer: '/type' },
  'schema-violation': { code: 'schema-violation', pointer: '/data/channel' },
  'unknown-child': { code: 'unknown-child', pointer: '/partitionkey' },
  'time-without-offset': { code: 'time-without-offset', pointer: '/data/receivedAt' },
  'two-megabytes': { code: 'message-too-large', pointer: null },
} as const;
export type Fault = keyof typeof FAULTS;
export const FAULT_KINDS = Object.keys(FAULTS) as Fault[];

const TWO_MEGABYTES = 2 * 1024 * 1024;

/** A good message about a concern, spoilt in what it says. */
export const spoilt = ({ type, data }: Told, fault: Fault): Told => {
  const said = (change: Record<string, unknown>) => ({ type, data: { ...data, ...change }, effects: [] });
  switch (fault) {
    case 'unknown-type': return { ...said({}), type: 'partner.child-welfare.child-adopted.v1' };
    case 'unknown-version': return { ...said({}), type: type.replace(/v1$/, 'v9') };
    case 'schema-violation': return said({ channel: 'carrier-pigeon' });
    case 'time-without-offset': return said({ receivedAt: '2025-01-06T10:00:00' });
    default: return said({});
  }
};

type Spoken = { readonly key: string; readonly value: string; readonly headers: Record<string, string> };

const envelopeOf = ({ id, source, type, child }: Planned) => ({ specversion: '1.0', id, source, type, partitionkey: child });

/** As it is sent: a CloudEvent in either mode, or what a fault makes of it. */
export const toRecord = (message: Planned): Spoken => {
  const { index, child: key, mode, data, fault } = message;
  const mark = { 'soak-message': String(index) };
  if (mode === 'binary') {
    const attributes = Object.entries(envelopeOf(message)).map(([name, value]) => [`ce_${name}`, value] as const);
    return { key, value: JSON.stringify(data), headers: { ...mark, ...Object.fromEntries(attributes), 'content-type': 'application/json' } };
  }
  const said = fault === 'two-megabytes' ? { ...data, reporter: { name: 'x'.repeat(TWO_MEGABYTES) } } : data;
  const value = JSON.stringify({ ...envelopeOf(message), datacontenttype: 'application/json', data: said });
  if (mode === 'bare') return { key, value, headers: mark };
  const type = fault === 'wrong-content-type' ? 'application/xml' : 'application/cloudevents+json; charset=UTF-8';
  return { key, value: fault === 'not-json' ? value.slice(0, -20) : value, headers: { ...mark, 'content-type': type } };
};
