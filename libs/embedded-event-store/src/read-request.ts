import { invalidArgument } from './errors.js';
import { type Filter, parseFilter } from './filters.js';
import { streams } from './messages.js';
import { DELETED } from './metadata.js';
import { readStreamName } from './requests.js';

const { ReadReq } = streams;

type Common = { structuredIds: boolean; resolveLinks: boolean };
type Counted = { direction: 'forwards' | 'backwards'; count: number };
type FromRevision = { stream: string; from: 'start' | 'end' | bigint };
type FromPosition = { from: 'end' | bigint; filter?: Filter };

export type ReadRequest = Common & (
  | { kind: 'read-stream'; compatibility: number } & Counted & FromRevision
  | { kind: 'read-all' } & Counted & FromPosition
  | { kind: 'subscribe-to-stream' } & FromRevision
  | { kind: 'subscribe-to-all' } & FromPosition
);

export type ReadRequestOf<Kind extends ReadRequest['kind']> = Extract<ReadRequest, { kind: Kind }>;

const END = 2n ** 64n - 1n;

const fromRevision = (options: streams.ReadReq.Options.StreamOptions): FromRevision => {
  const stream = readStreamName(options.getStreamIdentifier());
  if (options.hasStart()) return { stream, from: 'start' };
  if (options.hasEnd()) return { stream, from: 'end' };
  if (!options.hasRevision()) throw invalidArgument('The revision to start from is missing');
  const revision = BigInt(options.getRevision());
  return { stream, from: revision === END ? 'end' : revision > DELETED ? DELETED : revision };
};

const fromPosition = (options: streams.ReadReq.Options.AllOptions): { from: 'end' | bigint } => {
  if (options.hasStart()) return { from: 0n };
  if (options.hasEnd()) return { from: 'end' };
  const position = options.getPosition();
  if (!position) throw invalidArgument('The position to start from is missing');
  const commit = BigInt(position.getCommitPosition());
  if (commit < BigInt(position.getPreparePosition())) throw invalidArgument('The commit position must not be less than the prepare position');
  return { from: commit > DELETED ? 'end' : commit };
};

/** Understands a Read, or refuses it as EventStoreDB does: only the combinations it defines are legal. */
export const parseReadRequest = (request: streams.ReadReq): ReadRequest => {
  const options = request.getOptions();
  if (!options) throw invalidArgument('The options are missing');
  const ids = options.getUuidOption();
  if (!ids?.hasStructured() && !ids?.hasString()) throw invalidArgument('The form of event ids (uuid_option) is missing');
  const common = { structuredIds: ids.hasStructured(), resolveLinks: options.getResolveLinks() };

  if (!options.hasFilter() && !options.hasNoFilter()) throw invalidArgument('The filter option is missing');
  if (!options.hasCount() && !options.hasSubscription()) throw invalidArgument('Neither a count nor a subscription is asked for');
  const backwards = options.getReadDirection() === ReadReq.Options.ReadDirection.BACKWARDS;
  if (backwards && options.hasSubscription()) throw invalidArgument('A subscription cannot go backwards');
  const counted: Counted = { direction: backwards ? 'backwards' : 'forwards', count: Number(options.getCount()) };

  const stream = options.getStream();
  if (stream) {
    if (options.hasFilter()) throw invalidArgument('Only $all can be filtered');
    if (options.hasSubscription()) return { kind: 'subscribe-to-stream', ...common, ...fromRevision(stream) };
    const compatibility = options.getControlOption()?.getCompatibility() ?? 0;
    return { kind: 'read-stream', compatibility, ...common, ...counted, ...fromRevision(stream) };
  }
  const all = options.getAll();
  if (!all) throw invalidArgument('Neither a stream nor $all is asked for');
  const filterOptions = options.getFilter();
  const source = { ...fromPosition(all), ...(filterOptions && { filter: parseFilter(filterOptions) }) };
  if (!options.hasSubscription()) return { kind: 'read-all', ...common, ...counted, ...source };
  if (source.filter && source.filter.checkpointInterval < 1) throw invalidArgument('The checkpoint interval must be greater than 0');
  return { kind: 'subscribe-to-all', ...common, ...source };
};
