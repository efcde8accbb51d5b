import { instant, type Recorded } from '#kernel';
import { Random } from '../random.js';
import { AnswerBook, type Receipt } from './answer-book.js';
import { calmLatencies, compare } from './compare.js';
import { FAULT_KINDS, FAULTS, toRecord } from './faults.js';
import { logOf } from './log-effects.js';
import { PERSONAL_MARK, type Planned } from './messages.js';
import { makePlan } from './plan.js';

const PARTITIONS = 6;
const plan = makePlan(new Random(3), 400, PARTITIONS);
const base = { produced: [], rejection: null, items: undefined };

/** A run in which all went well: every message decided as it was sent. */
const perfect = () => {
  const [receipts, events] = [new Map<Planned, Receipt>(), [] as Recorded[]];
  const [places, deadLetters, ends] = [new Map<string, number>(), new Map<string, string>(), new Map<number, number>()];
  const answered: { message: Planned; receipt: Receipt }[] = [];
  for (const { message, partition = message.child.length * 7 % PARTITIONS } of plan.sendings) {
    const offset = String(ends.get(partition) ?? 0);
    ends.set(partition, Number(offset) + 1);
    places.set(`${partition}/${offset}`, message.index);
    if (!receipts.has(message)) {
      const at = { ...base, ceId: message.id, decidedAt: instant(events.length * 10), messageId: message.id, source: message.source, partition, offset };
      if (message.fault) deadLetters.set(`${partition}/${offset}`, FAULTS[message.fault].code);
      const stream = `x-${message.id}`;
      message.effects.forEach(({ at: occurredAt, types }, index) => types.forEach(type => events.push({
        type, data: {}, id: `${message.id}/${index}/${type}`, stream, revision: 0n, position: BigInt(events.length),
        metadata: { commandId: `${message.id}/${index}`, occurredAt, recordedAt: instant(events.length * 10), actor: { role: 'partner-system' } },
      } as unknown as Recorded)));
      const produced = message.effects.length === 1 ? [{ kind: 'x', id: message.id, position: String(events.length - 1) }] : [];
      receipts.set(message, message.fault ? { ...at, status: 'rejected', rejection: FAULTS[message.fault] } : {
        ...at, status: 'accepted', produced, ...(message.effects.length > 1 ? { items: message.effects.map(() => ({ status: 'accepted' })) } : {}),
      });
    }
    answered.push({ message, receipt: receipts.get(message)! });
  }
  return { answered, events, places, deadLetters };
};
type Run = ReturnType<typeof perfect>;

const judged = ({ answered, events, places, deadLetters }: Run) => {
  const book = new AnswerBook();
  for (const { message } of plan.sendings) book.sent(message, 0);
  for (const { receipt } of answered) book.hear(receipt, 40);
  return { book, ...compare(plan, book, logOf(events), { places, deadLetters }) };
};
const faultsAfter = (change: (run: Run) => void) => {
  const run = perfect();
  change(run);
  return judged(run).mismatches.join('\n');
};

const told = (name: string) => plan.messages.find(({ type, fault }) => !fault && type.includes(name))!;
const answer = (run: Run, message: Planned, change: Partial<Receipt>) =>
  run.answered.forEach((one, index) => one.message === message && (run.answered[index] = { message, receipt: { ...one.receipt, ...change } }));
const forget = (run: Run, { id }: Planned) => void (run.events = run.events.filter(({ metadata }) => !metadata.commandId.startsWith(id)));

describe('the plan', () => {
  const share = (count: number) => count / plan.messages.length;

  it('is the same from the same seed', () => expect(makePlan(new Random(3), 400, PARTITIONS).sendings).toEqual(plan.sendings));
  it('has as much of everything as the run promises', () => {
    const malformed = plan.messages.filter(({ fault }) => fault);
    expect([plan.messages.length, share(malformed.length), share(plan.sendings.length - plan.messages.length)]).toEqual([400, 0.02, 0.05]);
    expect(new Set(malformed.map(({ fault }) => fault))).toEqual(new Set(FAULT_KINDS));
    expect(plan.sendings.filter(({ partition }) => partition !== undefined).length).toBeGreaterThan(20);
    expect(new Set(plan.messages.map(({ type }) => type)).size).toBe(10); // eight known ones, an unknown type, an unknown version
  });
  it('finds every effect again by its time', () => {
    const times = plan.messages.flatMap(({ effects }) => effects.map(({ at }) => at));
    expect(new Set(times).size).toBe(times.length);
  });
  it('names no child in a key or a header', () => {
    for (const message of plan.messages) {
      const { key, headers } = toRecord(message);
      expect(JSON.stringify([key, headers])).not.toContain(PERSONAL_MARK);
    }
  });
  it('has the 2 MB it speaks of', () =>
    expect(toRecord(plan.messages.find(({ fault }) => fault === 'two-megabytes')!).value.length).toBeGreaterThan(2_097_152));
});

describe('the comparison of an exchange', () => {
  it('finds nothing where all went well', () => {
    const { accepted, rejected, mismatches } = judged(perfect());
    expect({ accepted, rejected, mismatches }).toEqual({ accepted: 392, rejected: 8, mismatches: [] });
  });

  const located = told('child-located');
  const malformed = plan.messages.find(({ fault }) => fault === 'schema-violation')!;
  it.each<[string, (run: Run) => void, string]>([
    ['an unanswered message', run => void (run.answered = run.answered.filter(({ message }) => message !== located)), 'has no final receipt'],
    ['a message that only waits', run => answer(run, located, { status: 'parked' }), 'has no final receipt'],
    ['a copy without an answer', run => void run.answered.splice(run.answered.findLastIndex(({ message }, at) => run.answered.findIndex(one => one.message === message) < at), 1), 'answered 1 times'],
    ['two answers', run => void run.answered.push({ message: located, receipt: { ...run.answered.find(({ message }) => message === located)!.receipt, ceId: 'other' } }), 'differ'],
    ['an effect that is lost', run => forget(run, located), 'not in the log'],
    ['an effect done twice', run => void run.events.push(...run.events.filter(({ metadata }) => metadata.commandId.startsWith(located.id)).map(event => ({ ...event, id: 'again', metadata: { ...event.metadata, commandId: 'again' } }))), 'done by 2 commands'],
    ['an event written twice', run => void run.events.push(run.events.at(-1)!), 'twice'],
    ['half an effect', run => void (run.events = run.events.filter(({ type }, at) => type !== 'YouthIdentifierLinked' || at > 20)), 'expected'],
    ['an effect of a rejected message', run => answer(run, located, { status: 'rejected', rejection: { code: 'unknown-child', pointer: '/partitionkey' } }), 'was rejected, and is in the log'],
    ['a refusal without a cause', run => { forget(run, located); answer(run, located, { status: 'rejected', rejection: { code: 'unknown-child', pointer: '/partitionkey' } }); }, 'expected accepted'],
    ['another code', run => answer(run, malformed, { rejection: { code: 'not-json', pointer: null } }), 'expected schema-violation /data/channel'],
    ['another pointer', run => answer(run, malformed, { rejection: { code: 'schema-violation', pointer: '/data' } }), 'expected schema-violation /data/channel'],
    ['a missing dead letter', run => run.deadLetters.clear(), 'its dead letter says undefined'],
    ['an effect of nobody', run => void run.events.push({ ...run.events[0]!, id: 'new', metadata: { ...run.events[0]!.metadata, commandId: 'new', occurredAt: instant(1) } }), 'no receipt accepted it'],
    ['a receipt of another place', run => answer(run, located, { partition: 9 }), 'names another place'],
    ['an effect that the receipt does not name', run => answer(run, located, { produced: [{ kind: 'x', id: 'other', position: '1' }] }), 'produced something else'],
  ])('finds %s', (_, change, said) => expect(faultsAfter(change)).toContain(said));

  it('finds a child\'s messages applied in another order than they came', () => {
    const [first, second] = plan.messages.filter(({ child, fault }) => child === located.child && !fault);
    expect(faultsAfter(run => {
      const at = (message: Planned) => run.events.findIndex(({ metadata }) => metadata.commandId.startsWith(message.id));
      const [one, other] = [run.events[at(first!)]!, run.events[at(second!)]!];
      run.events[at(first!)] = { ...one, position: 1_000_000n };
      run.events[run.events.indexOf(other)] = { ...other, position: -1n };
    })).toMatch(/before its predecessor|accepted before what it needs/);
  });

  it('measures only where nothing was away', () => {
    const { book } = judged(perfect());
    expect(calmLatencies(book, [])).toEqual({ p50: 40, p99: 40, max: 40, of: 380 });
    expect(calmLatencies(book, [{ from: 30, to: 50 }])).toEqual({ p50: null, p99: null, max: null, of: 0 });
  });
});
