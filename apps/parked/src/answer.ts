type Status = {
  readonly parked: number;
  readonly paused: readonly { readonly source: string; readonly reason: string; readonly pausedAt: string }[];
  readonly lag: readonly { readonly partition: number; readonly lag: number }[] | null;
  readonly lastReceiptAt: string | null;
};
type Parked = {
  readonly id: string; readonly key: string; readonly source: string; readonly messageId: string; readonly type: string; readonly partition: number;
  readonly offset: string; readonly reason: string; readonly errorName: string | null; readonly errorCode: string | null; readonly attempts: number;
  readonly parkedAt: string;
};

const COLUMNS = ['ID', 'CHILD', 'MESSAGE', 'TYPE', 'AT', 'REASON', 'ERROR', 'TRIED', 'SINCE'];

const cells = (row: Parked): string[] => [
  row.id, row.key, row.messageId, row.type, `${row.partition}/${row.offset}`, row.reason, [row.errorName, row.errorCode].filter(Boolean).join(' ') || '-',
  String(row.attempts), row.parkedAt,
];

const aligned = (rows: readonly string[][]): string => {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map(row => row[column]!.length)));
  return rows.map(row => row.map((cell, column) => cell.padEnd(widths[column]!)).join('  ').trimEnd()).join('\n');
};

/** The state of the exchange in a few lines, and what is parked as a table, the oldest first. */
export const listText = ({ parked, paused, lag, lastReceiptAt }: Status, rows: readonly Parked[]): string => [
  `${parked} parked; ${lag ? `${lag.reduce((sum, one) => sum + one.lag, 0)} not yet read` : 'Kafka does not answer'}; last receipt ${lastReceiptAt ?? 'never'}`,
  ...paused.map(({ source, reason, pausedAt }) => `paused: ${source} since ${pausedAt} (${reason})`),
  ...(rows.length > 0 ? [aligned([COLUMNS, ...rows.map(cells)])] : []),
  ...(parked > rows.length ? [`and ${parked - rows.length} more`] : []),
].join('\n');

const DONE: Readonly<Record<string, string>> = {
  redrive: 'The worker tries within a second; "list" shows what is left',
  discard: 'The worker gives it up within a second: a final receipt, a dead letter',
  pause: 'Paused: what the partner sends from now on is parked',
  resume: 'Resumed: what was parked meanwhile is tried first',
};

export const doneText = (verb: string): string => DONE[verb] ?? '';

export type { Parked, Status };
