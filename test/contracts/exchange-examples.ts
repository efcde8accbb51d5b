import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { v5 } from 'uuid';
import { outboundData, outboundMessages, outboundSource, type OutboundMessage } from '#contracts';
import type { Direction } from './partner-messages.js';

const EXAMPLES = join(import.meta.dirname, '../../libs/contracts/examples');
const EVENTS = join(import.meta.dirname, 'events');

export type Structured = {
  readonly specversion: string; readonly id: string; readonly source: string; readonly type: string; readonly time: string; readonly partitionkey: string;
  readonly data: Readonly<Record<string, unknown>>;
};
export type Binary = { readonly key: string | null; readonly headers: Readonly<Record<string, string>>; readonly value: Readonly<Record<string, unknown>> };
export type Example<Content> = { readonly name: string; readonly content: Content };

const examplesIn = (direction: Direction): readonly Example<unknown>[] => readdirSync(join(EXAMPLES, direction)).sort().map(file =>
  ({ name: file.replace(/\.json$/, ''), content: JSON.parse(readFileSync(join(EXAMPLES, direction, file), 'utf8')) as unknown }));

export const inboundExamples = () => examplesIn('inbound') as readonly Example<Structured>[];
export const receiptExamples = () => examplesIn('receipts') as readonly Example<Binary>[];
export const outboundExamples = () => examplesIn('outbound') as readonly Example<Binary>[];

/** As it leaves when the event that is kept as golden was stored. */
export const leavingExample = (message: OutboundMessage, data: Readonly<Record<string, unknown>>): Binary => {
  const value = outboundData(message, data);
  const key = String(value.youthId);
  const subject = String(value[message.subject]);
  return {
    key, value,
    headers: {
      'content-type': 'application/json', ce_specversion: '1.0', ce_id: v5(message.type, v5.URL), ce_type: message.type, ce_source: outboundSource(message.service),
      ce_subject: subject, ce_time: '2026-03-02T17:05:00.000Z', ce_dataschema: message.dataschema, ce_partitionkey: key,
    },
  };
};

/** The golden event of each type that leaves, as it leaves. */
export const goldenLeaving = (): readonly Example<Binary>[] => readdirSync(EVENTS).flatMap(category => readdirSync(join(EVENTS, category)).flatMap(file => {
  const { type, schemaVersion, data } = JSON.parse(readFileSync(join(EVENTS, category, file), 'utf8')) as
    { type: string; schemaVersion: number; data: Readonly<Record<string, unknown>> };
  const message = outboundMessages.get(type);
  return message?.version === schemaVersion ? [{ name: message.type, content: leavingExample(message, data) }] : [];
}));

export const writeExample = (direction: Direction, { name, content }: Example<unknown>): void =>
  writeFileSync(join(EXAMPLES, direction, `${name}.json`), `${JSON.stringify(content, null, 2)}\n`);
