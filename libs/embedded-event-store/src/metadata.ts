/** The number of a tombstone, and as `$tb` the mark of a soft-deleted stream: 2^63 - 1. */
export const DELETED = 2n ** 63n - 1n;

export type StreamMetadata = { maxCount?: bigint; maxAgeSeconds?: number; truncateBefore?: bigint };

/** A stream as the version check and reads see it. `last` is -1 while it has no event. */
export type Head = { last: bigint; tombstoned: boolean; rawMetadata?: Uint8Array; metadata: StreamMetadata };

export const isMetastream = (stream: string) => stream.startsWith('$$');
export const metastreamOf = (stream: string) => `$$${stream}`;
export const originalOf = (metastream: string) => metastream.slice(2);

/** Streams whose heads change together: a stream and its metastream. */
export const partnerOf = (stream: string) => (isMetastream(stream) ? originalOf(stream) : metastreamOf(stream));

const parseObject = (data: Uint8Array): Record<string, unknown> => {
  try {
    const value: unknown = JSON.parse(Buffer.from(data).toString('utf8'));
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
};

const positive = (value: unknown) => (typeof value === 'number' && Number.isInteger(value) && value > 0 ? value : undefined);

/** Bad JSON counts as no metadata, and values of zero or less are ignored. */
export const parseMetadata = (data: Uint8Array): StreamMetadata => {
  const { $maxCount, $maxAge, $tb } = parseObject(data);
  const maxCount = positive($maxCount);
  const truncateBefore = positive($tb);
  return {
    ...(maxCount !== undefined && { maxCount: BigInt(maxCount) }),
    ...(positive($maxAge) !== undefined && { maxAgeSeconds: positive($maxAge) }),
    // JSON numbers lose the last digits of 2^63 - 1
    ...(truncateBefore !== undefined && { truncateBefore: truncateBefore >= 2 ** 63 ? DELETED : BigInt(truncateBefore) }),
  };
};

/** Metastreams keep their last event only. */
export const METASTREAM_METADATA: StreamMetadata = { maxCount: 1n };

export const softDeletion = (): Uint8Array => Buffer.from(`{"$tb":${DELETED}}`);

/** The metadata a revived stream gets: what it had, except that everything before `revision` stays hidden. */
export const revival = (previous: Uint8Array, revision: bigint): Uint8Array =>
  Buffer.from(JSON.stringify({ ...parseObject(previous), $tb: Number(revision) }));

export const isSoftDeleted = (head: Head) => head.metadata.truncateBefore === DELETED;

/** The first revision that reads show. */
export const firstVisible = ({ last, metadata }: Head): bigint => {
  const byCount = metadata.maxCount === undefined ? 0n : last - metadata.maxCount + 1n;
  const byTruncation = metadata.truncateBefore ?? 0n;
  const first = byCount > byTruncation ? byCount : byTruncation;
  return first > 0n ? first : 0n;
};

const TICKS_PER_SECOND = 10_000_000n;

/** The time of creation, in ticks since the Unix epoch, from which reads show events. */
export const oldestCreated = ({ metadata: { maxAgeSeconds } }: Head): bigint =>
  maxAgeSeconds === undefined ? 0n : BigInt(Date.now()) * 10_000n - BigInt(maxAgeSeconds) * TICKS_PER_SECOND;
