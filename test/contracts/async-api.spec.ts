import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createConfig, lint } from '@redocly/openapi-core';
import { Ajv } from 'ajv';
import { parse, stringify } from 'yaml';
import { DOMAIN_REJECTIONS, INBOUND, INBOUND_DEAD_LETTERS, inboundMessages, outboundTopics, RECEIPTS, REJECTIONS, topicConfiguration, type Topic } from '#contracts';
import { asyncApi } from './async-api.js';
import { DIRECTIONS, partnerMessages } from './partner-messages.js';

const CONTRACTS = join(import.meta.dirname, '../../libs/contracts');
const FILE = join(CONTRACTS, 'asyncapi.yaml');
const CODES = join(import.meta.dirname, 'rejection-codes.json');
const OFFICIAL = join(import.meta.dirname, '../../node_modules/@asyncapi/specs/schemas/3.0.0.json');
const HEAD = '# Made from libs/contracts/src by UPDATE_GOLDEN=1 npm run jest -- test/contracts/async-api: change it there.\n';

const json = (value: unknown) => JSON.parse(JSON.stringify(value)) as ReturnType<typeof asyncApi>;
const made = HEAD + stringify(json(asyncApi()), { lineWidth: 0, aliasDuplicateObjects: false });
if (process.env.UPDATE_GOLDEN) writeFileSync(FILE, made);
const written = readFileSync(FILE, 'utf8');
const document = parse(written) as ReturnType<typeof asyncApi>;

const refsIn = (part: unknown): string[] => [...JSON.stringify(part).matchAll(/"\$ref":"([^"]+)"/g)].map(([, ref]) => ref!);
const resolve = (pointer: string) => pointer.slice(2).split('/').reduce<unknown>((part, name) => (part as Record<string, unknown> | undefined)?.[name], document);

const officialErrors = (value: unknown) => {
  const ajv = new Ajv({ strict: false, meta: false, validateSchema: false, validateFormats: false }); // it brings draft-07 itself
  const validate = ajv.compile(JSON.parse(readFileSync(OFFICIAL, 'utf8')) as object);
  return validate(value) ? [] : validate.errors;
};

describe('asyncapi.yaml', () => {
  it('is what the code says', () => expect(written).toBe(made));

  it('is AsyncAPI 3, by the official schema', () => {
    expect(officialErrors(document)).toEqual([]);
    expect(officialErrors({ ...document, channels: { inbound: { addresses: 'x' } } })).not.toEqual([]);
    expect(officialErrors({ ...document, operations: { receive: { action: 'receive' } } })).not.toEqual([]);
  });

  it('is sound to a linter of AsyncAPI, with every file that it refers to', async () => {
    const problems = await lint({ ref: FILE, config: await createConfig({ extends: ['recommended'] }) });
    expect(problems.filter(({ severity }) => severity === 'error').map(({ message, location }) => [message, location[0]?.pointer])).toEqual([]);
  });

  it('refers to nothing that is not there', () => {
    const refs = refsIn(document);
    expect(refs.filter(ref => ref.startsWith('#/') && resolve(ref) === undefined)).toEqual([]);
    expect(refs.filter(ref => ref.startsWith('./') && !existsSync(join(CONTRACTS, ref)))).toEqual([]);
    expect(refs.filter(ref => !/^(#|\.)\//.test(ref))).toEqual([]);
  });

  it('has every message, each with an example', () => {
    const messages = document.components.messages as Record<string, { examples: unknown[] }>;
    const types = DIRECTIONS.flatMap(direction => partnerMessages[direction]).map(({ type }) => type).filter(type => !type.endsWith('.envelope.v1'));
    expect(Object.keys(messages).sort()).toEqual(types.sort());
    expect(Object.entries(messages).filter(([, { examples }]) => examples.length === 0).map(([type]) => type)).toEqual([]);
  });

  it('states what every topic is created with, its retention bounded', () => {
    const topics: readonly Topic[] = [INBOUND, INBOUND_DEAD_LETTERS, RECEIPTS, ...outboundTopics];
    const channels = Object.values(document.channels);
    expect(channels.map(({ address }) => address).sort()).toEqual(topics.map(({ name }) => name).sort());
    for (const topic of topics) {
      const { name, partitions, retentionMs, maxMessageBytes, personalData } = topic;
      const channel = channels.find(({ address }) => address === name)!;
      expect(channel.bindings.kafka).toMatchObject({ topic: name, partitions });
      expect(channel.bindings.kafka.topicConfiguration).toEqual({ 'cleanup.policy': ['delete'], 'retention.ms': retentionMs, 'max.message.bytes': maxMessageBytes });
      expect(channel['x-topic-configuration']).toEqual(topicConfiguration(topic));
      expect(channel['x-personal-data']).toBe(personalData);
      expect(retentionMs).toBeGreaterThan(0);
      expect(retentionMs).toBeLessThanOrEqual((personalData ? 14 : 30) * 86_400_000);
    }
  });
});

describe('rejection codes', () => {
  // a domain's code with its message and the place that it names
  const ofDomain = Object.entries(DOMAIN_REJECTIONS).flatMap(([name, codes]) => Object.entries(codes).map(([code, pointer]) => `${name}: ${code} ${pointer ?? '*'}`));
  const codes = [...Object.keys(REJECTIONS), ...ofDomain].sort();
  const kept = () => (existsSync(CODES) ? JSON.parse(readFileSync(CODES, 'utf8')) as string[] : []);
  if (process.env.UPDATE_GOLDEN && kept().every(code => codes.includes(code))) writeFileSync(CODES, `${JSON.stringify(codes, null, 2)}\n`);

  it('are told of every message', () =>
    expect(Object.keys(DOMAIN_REJECTIONS).sort()).toEqual([...inboundMessages.keys()].map(type => type.split('.')[2]).sort()));

  it('stay: partners\' programs branch on them', () => expect(kept()).toEqual(codes));
});
