import { invalidArgument } from './errors.js';
import type { LogRecord } from './log.js';
import type { streams } from './messages.js';

export type Filter = {
  matches(record: LogRecord): boolean;
  /** How many records are considered between two checkpoints. A subscription needs at least 1. */
  checkpointInterval: number;
};

const DEFAULT_WINDOW = 32;

/** What `$all` hides from everybody who names no filter. */
const HIDDEN = /^(\$epoch-information|\$persistentsubscription-\$all::.*-(checkpoint|parked))$/;

export const noFilter = ({ stream }: LogRecord) => !HIDDEN.test(stream);

const matcher = (expression: streams.ReadReq.Options.FilterOptions.Expression): ((value: string) => boolean) => {
  const regex = expression.getRegex();
  const prefixes = expression.getPrefixList();
  if (!regex) {
    if (prefixes.length === 0) throw invalidArgument('A filter needs a regex or prefixes');
    return value => prefixes.some(prefix => value.startsWith(prefix));
  }
  try {
    const pattern = new RegExp(regex); // unanchored; it wins over prefixes
    return value => pattern.test(value);
  } catch {
    throw invalidArgument(`The filter's regex is not valid: ${regex}`);
  }
};

/** A filter looks at the record as it lies in the log, so at a link rather than at its target. */
export const parseFilter = (options: streams.ReadReq.Options.FilterOptions): Filter => {
  const window = options.hasMax() ? options.getMax() : DEFAULT_WINDOW;
  const checkpointInterval = window * options.getCheckpointintervalmultiplier();
  const byStream = options.getStreamIdentifier();
  const byType = options.getEventType();
  if (byStream) {
    const matches = matcher(byStream);
    return { checkpointInterval, matches: ({ stream }) => matches(stream) };
  }
  if (byType) {
    const matches = matcher(byType);
    return { checkpointInterval, matches: ({ type }) => matches(type) };
  }
  throw invalidArgument('A filter needs a stream name or an event type');
};
