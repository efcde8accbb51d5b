import type { Random } from '../random.js';
import { FAULT_KINDS, spoilt } from './faults.js';
import { PARTNERS, type Need, type Plan, type Planned, type Sending, type Source, type Told } from './messages.js';
import { backfilled, concerned, corrected, located, missing, Moments, placed, registered, reported } from './tellings.js';

const MALFORMED_SHARE = 0.02;
const DUPLICATED_SHARE = 0.05;
const STRAY_SHARE = 0.1;
const BACKFILLED_SHARE = 0.05;
const REPEATED_WITHIN = 150;

type Step = Told & { /** Earlier steps of the same child that it rests on. */ readonly needs: readonly { readonly step: number; readonly code: Need['code'] }[] };
const OF_THE_CHILD = { step: 0, code: 'unknown-child' } as const;

/** What is told of one child, in order. */
const storyOf = (random: Random, moments: Moments): readonly Step[] => {
  const backfill = random.chance(BACKFILLED_SHARE);
  const steps: Step[] = [{ ...(backfill ? backfilled(random, moments, 'history') : registered(random, moments.next())), needs: [] }];
  const say = (told: Told, ...needs: Step['needs']) => steps.push({ ...told, needs: [OF_THE_CHILD, ...needs] });
  const length = random.between(5, 14);
  for (let episode = 1; steps.length < length; episode++) {
    for (let talk = random.between(0, 3); talk > 0; talk--) say(random.pick([placed, concerned, corrected])(random, moments.next()));
    const name = `ep${episode}`;
    const known = { step: steps.length, code: 'unknown-episode' } as const;
    say(missing(random, moments.next(), name));
    for (let reports = random.between(0, 2); reports > 0; reports--) say(reported(random, moments.next(), name), known);
    if (random.chance(0.8)) say(located(moments.next(), name), known);
  }
  return steps;
};

type Child = { readonly source: Source; readonly token: string; readonly story: readonly Step[]; readonly told: Planned[] };

/** The whole run, made up beforehand from the seed alone. `count`: different messages; those sent twice come on top. */
export const makePlan = (random: Random, count: number, partitions: number): Plan => {
  const moments = new Moments(random.fork());
  const begin = (): Child => ({
    source: random.pick(Object.keys(PARTNERS) as Source[]), token: `child-${random.uuid().slice(0, 13)}`, story: storyOf(random, moments), told: [],
  });
  const malformed = Math.max(FAULT_KINDS.length, Math.round(count * MALFORMED_SHARE));
  const malformedAt = new Set<number>();
  while (malformedAt.size < malformed) malformedAt.add(random.between(Math.min(5, count - malformed), count - 1));
  const atOnce = Math.max(6, Math.min(80, Math.round(count / 30)));
  const children = Array.from({ length: atOnce }, begin);
  const messages: Planned[] = [];
  const mode = () => random.weighted({ structured: 60, bare: 20, binary: 20 });
  const nameOf = (index: number) => ({ index, id: `soak-${String(index).padStart(6, '0')}` });

  for (let index = 0; index < count; index++) {
    if (malformedAt.has(index)) {
      const fault = FAULT_KINDS[[...malformedAt].filter(at => at < index).length % FAULT_KINDS.length]!;
      const { source, token } = random.pick(children.filter(({ told }) => told.length > 0));
      const child = fault === 'unknown-child' ? `nobody-${index}` : token;
      messages.push({ ...spoilt(concerned(random, moments.next()), fault), ...nameOf(index), source, child, mode: 'structured', needs: [], fault });
      continue;
    }
    const place = random.between(0, children.length - 1);
    const { source, token, story, told } = children[place]!;
    const { needs, ...step } = story[told.length]!;
    const rests = needs.map(({ step: at, code }) => ({ message: told[at]!, code }));
    told.push({ ...step, ...nameOf(index), source, child: token, mode: mode(), needs: rests, fault: undefined });
    messages.push(told.at(-1)!);
    if (told.length === story.length) children[place] = begin();
  }
  return { messages, sendings: sendingsOf(random, messages, partitions) };
};

/** In their order; some to another partition than their key's, some again a while later, there or elsewhere. */
const sendingsOf = (random: Random, messages: readonly Planned[], partitions: number): readonly Sending[] => {
  const anywhere = () => random.between(0, partitions - 1);
  const good = messages.filter(({ fault }) => !fault);
  const again = new Set<Planned>();
  while (again.size < Math.round(messages.length * DUPLICATED_SHARE)) again.add(random.pick(good));
  const placed = messages.flatMap(message => {
    const stray = !message.fault && message.needs.length > 0 && random.chance(STRAY_SHARE);
    const first = { at: message.index, sending: { message, partition: stray ? anywhere() : undefined } };
    if (!again.has(message)) return [first];
    const second = { message, partition: random.chance(0.5) ? anywhere() : first.sending.partition };
    return [first, { at: message.index + random.between(0, REPEATED_WITHIN) + 0.5, sending: second }];
  });
  return placed.sort((one, other) => one.at - other.at).map(({ sending }) => sending);
};
