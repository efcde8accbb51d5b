import { ANY, NO_STREAM, STREAM_EXISTS } from './check-commit.js';
import { accessDenied, invalidArgument, missingMetadataProperty } from './errors.js';
import { shared, streamName, streams } from './messages.js';
import { DELETED } from './metadata.js';
import type { ProposedEvent } from './plan.js';

/** Bytes of one append, over all its events. EventStoreDB up to 24.6 counts the events' data only. */
export const MAX_APPEND_BYTES = 1_048_576;

/** An index entry of PostgreSQL has to fit a third of a page. EventStoreDB itself has no such limit. */
const MAX_NAME_BYTES = 2_000;

const text = (what: string, value: string): string => {
  if (Buffer.byteLength(value) > MAX_NAME_BYTES) throw invalidArgument(`The ${what} is longer than ${MAX_NAME_BYTES} bytes`);
  if (value.includes('\0')) throw invalidArgument(`The ${what} has a NUL character`);
  return value;
};

export const readStreamName = (identifier: shared.StreamIdentifier | undefined): string => {
  const name = text('stream name', streamName(identifier));
  if (name === '' || name === '$$') throw invalidArgument(`The stream name '${name}' is not valid`);
  return name;
};

/** `$all` can be read only. */
export const writableStreamName = (identifier: shared.StreamIdentifier | undefined): string => {
  const name = readStreamName(identifier);
  if (name === '$all') throw accessDenied();
  return name;
};

/** A revision from the wire; 2^64 - 1 stands for "no stream". */
export const revision = (value: string): bigint => {
  const number = BigInt(value);
  if (number === 2n ** 64n - 1n) return NO_STREAM;
  if (number < 0n || number > DELETED) throw invalidArgument(`The revision ${value} is out of range`);
  return number;
};

type ExpectedRevision = {
  hasAny(): boolean;
  hasNoStream(): boolean;
  hasStreamExists(): boolean;
};

export const expectedRevision = (options: ExpectedRevision, exact: string | undefined): bigint => {
  if (options.hasAny()) return ANY;
  if (options.hasNoStream()) return NO_STREAM;
  if (options.hasStreamExists()) return STREAM_EXISTS;
  if (exact === undefined) throw invalidArgument('The expected revision is missing');
  return revision(exact);
};

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const half = (bits: string) => BigInt.asUintN(64, BigInt(bits)).toString(16).padStart(16, '0');

/** A lower-case UUID, from either form the protocol has; undefined when it is none. */
export const parseUuid = (uuid: shared.UUID | undefined): string | undefined => {
  const structured = uuid?.getStructured();
  const digits = structured
    ? `${half(structured.getMostSignificantBits())}${half(structured.getLeastSignificantBits())}`
        .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
    : uuid?.getString().toLowerCase();
  return digits && UUID.test(digits) ? digits : undefined;
};

export const formatUuid = (id: string, structured: boolean): shared.UUID => {
  if (!structured) return new shared.UUID().setString(id);
  const digits = id.replaceAll('-', '');
  const bits = (hex: string) => BigInt.asIntN(64, BigInt(`0x${hex}`)).toString();
  return new shared.UUID().setStructured(new shared.UUID.Structured()
    .setMostSignificantBits(bits(digits.slice(0, 16))).setLeastSignificantBits(bits(digits.slice(16))));
};

const NIL = '00000000-0000-0000-0000-000000000000';

export const proposedEvent = (message: streams.AppendReq.ProposedMessage | streams.BatchAppendReq.ProposedMessage): ProposedEvent => {
  const id = parseUuid(message.getId());
  if (!id || id === NIL) throw invalidArgument('An event needs a UUID as its id');
  const properties = message.getMetadataMap();
  const type = properties.get('type');
  const contentType = properties.get('content-type');
  if (type === undefined) throw missingMetadataProperty('type');
  if (contentType === undefined) throw missingMetadataProperty('content-type');
  if (type === '') throw invalidArgument('An event needs a type');
  return {
    id,
    type: text('event type', type),
    isJson: contentType === 'application/json',
    data: message.getData_asU8(),
    metadata: message.getCustomMetadata_asU8(),
  };
};
