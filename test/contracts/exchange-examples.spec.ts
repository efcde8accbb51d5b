import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { CloudEvent, Kafka } from 'cloudevents';
import { CHILD_TOKEN, inboundEnvelope, inboundMessages, outboundByType, receiptMessage, REJECTIONS, type Published, type ReceiptData } from '#contracts';
import { instant } from '#kernel';
import {
  goldenLeaving, inboundExamples, outboundExamples, receiptExamples, writeExample, type Binary,
} from './exchange-examples.js';

const ajv = new Ajv({ allErrors: true, strict: false, discriminator: true });
addFormats.default(ajv);
const errorsOf = ({ schema }: Published, value: unknown) => (ajv.validate(schema, value) ? [] : ajv.errors!.map(({ instancePath, message }) => `${instancePath} ${message}`));

/** What was said before the next day of the year after these happened. */
const PAST = instant('2026-01-01T00:00:00Z');

const timesIn = (value: unknown): readonly string[] =>
  typeof value === 'string' ? (/^\d{4}-\d{2}-\d{2}T/.test(value) ? [value] : [])
  : typeof value === 'object' && value !== null ? Object.values(value).flatMap(timesIn) : [];

describe('the inbound examples', () => {
  const examples = inboundExamples();
  const events = examples.map(({ content }) => content);

  it.each(examples)('$name is as its schemas say', ({ content }) => {
    expect(errorsOf(inboundEnvelope, content)).toEqual([]);
    expect(errorsOf(inboundMessages.get(content.type)!, content.data)).toEqual([]);
    expect(new CloudEvent(content).validate()).toBe(true);
  });

  it.each(examples)('$name is named by its type, and lies in the past', ({ name, content }) => {
    expect(`partner.child-welfare.${name.replace(/^\d\d-/, '')}.v1`).toBe(content.type);
    expect(timesIn(content).length).toBeGreaterThan(1);
    expect(timesIn(content).filter(time => instant(time) >= PAST)).toEqual([]);
  });

  it('are numbered in the order in which they happened, each with an id of its own', () => {
    expect(examples.map(({ name }) => name.slice(0, 2))).toEqual(examples.map((_, index) => String(index + 1).padStart(2, '0')));
    const times = events.map(({ time }) => instant(time));
    expect(times).toEqual([...times].sort());
    expect(new Set(events.map(({ id }) => id)).size).toBe(events.length);
  });

  it('show every message, of several children of one partner', () => {
    expect(new Set(events.map(({ type }) => type))).toEqual(new Set(inboundMessages.keys()));
    expect(new Set(events.map(({ partitionkey }) => partitionkey)).size).toBeGreaterThan(1);
    expect(new Set(events.map(({ source }) => source))).toEqual(new Set(['urn:example:mo:ccwis']));
  });

  it('name the county where a child is registered: the example partner has no default', () =>
    expect(events.filter(({ type, data }) => type.includes('.youth-registered.') && !data.county)).toEqual([]));
});

/** A consumer of any make reads it so. */
const read = ({ key, headers, value }: Binary) => Kafka.toEvent({ key: key ?? undefined, headers: { ...headers }, value: JSON.stringify(value), body: JSON.stringify(value), timestamp: '0' } as never) as CloudEvent<unknown>;

const itIsACloudEvent = (content: Binary, message: Published) => {
  expect(errorsOf(message, content.value)).toEqual([]);
  const event = read(content);
  expect(event.validate()).toBe(true);
  expect({ type: event.type, data: event.data, partitionkey: event.partitionkey ?? null, dataschema: event.dataschema }).toEqual(
    { type: message.type, data: content.value, partitionkey: content.key, dataschema: `urn:safe-harbor:schema:${message.type}` });
};

describe('the receipts', () => {
  const examples = receiptExamples();

  it.each(examples)('$name is as its schema says', ({ content }) => {
    itIsACloudEvent(content, receiptMessage);
    expect(content.key).toMatch(new RegExp(CHILD_TOKEN));
  });

  it('show every status, and texts of the contract', () => {
    const receipts = examples.map(({ content }) => content.value as ReceiptData);
    expect(new Set(receipts.map(({ status }) => status))).toEqual(new Set(['accepted', 'rejected', 'parked']));
    for (const { rejection } of receipts) if (rejection) expect(REJECTIONS[rejection.code as keyof typeof REJECTIONS]).toBe(rejection.detail);
  });
});

describe('the outbound examples', () => {
  if (process.env.UPDATE_GOLDEN) for (const example of goldenLeaving()) writeExample('outbound', example);
  const examples = outboundExamples();

  it('show every message', () => expect(examples.map(({ name }) => name).sort()).toEqual([...outboundByType.keys()].sort()));
  it('are the golden events as they leave', () => expect(examples).toEqual(expect.arrayContaining(goldenLeaving() as never[])));
  it.each(examples)('$name is as its schema says', ({ name, content }) => {
    itIsACloudEvent(content, outboundByType.get(name)!);
    expect(content.key).toBe(content.value.youthId);
    expect(content.headers.ce_subject).toBe(content.value[outboundByType.get(name)!.subject]);
  });
});
