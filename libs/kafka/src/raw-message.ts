import type { IHeaders } from 'kafkajs';

/** A message as it came from the topic (named without the settings' prefix). */
export type RawMessage = {
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly headers: Headers;
};

/** By name; one name may come several times. */
export type Headers = Readonly<Record<string, Buffer[]>>;

/**
 * What kafkajs read, without headers that have no value: they say nothing, and it cannot send them. Of a name that every object
 * has, such as `constructor`, it makes a list with a function in it.
 */
export const headersOf = (headers: IHeaders = {}): Headers =>
  Object.fromEntries(Object.entries(headers).flatMap(([name, values]) => {
    const given = [values].flat().filter(value => Buffer.isBuffer(value));
    return given.length > 0 ? [[name, given]] : [];
  }));

type Kept = { key: string | null; value: string | null; headers: [string, string[]][] };

const base64 = (bytes: Buffer): string => bytes.toString('base64');
const bytes = (text: string): Buffer => Buffer.from(text, 'base64');

/** Key, value and headers as JSON, every byte of them. */
export const toKept = ({ key, value, headers }: RawMessage): Kept => ({
  key: key && base64(key),
  value: value && base64(value),
  headers: Object.entries(headers).map(([name, values]) => [name, values.map(base64)]),
});

export const fromKept = (place: Pick<RawMessage, 'topic' | 'partition' | 'offset'>, { key, value, headers }: Kept): RawMessage => ({
  ...place,
  key: key === null ? null : bytes(key),
  value: value === null ? null : bytes(value),
  headers: Object.fromEntries(headers.map(([name, values]) => [name, values.map(bytes)])),
});

/** The first value of a header, by its name in whatever case. */
export const headerOf = (headers: Headers, name: string): string | undefined =>
  Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1][0]?.toString('utf8');
