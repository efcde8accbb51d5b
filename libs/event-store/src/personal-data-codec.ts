import type { KeyScope, Personal, Sealed } from '#kernel';
import type { KeyRing } from '#security';

const isClear = (value: object): value is { clear: unknown } => 'clear' in value && Object.keys(value).length === 1;
const isSealed = (value: object): value is Sealed => 'sealed' in value && Object.keys(value).length === 1;

/** Copies JSON, handing every object that `matches` to `replace` instead of descending into it. */
const replacing = <Found extends object>(value: unknown, matches: (value: object) => value is Found, replace: (found: Found) => unknown): unknown => {
  if (Array.isArray(value)) return value.map(item => replacing(item, matches, replace));
  if (typeof value !== 'object' || value === null) return value;
  if (matches(value)) return replace(value);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, replacing(item, matches, replace)]));
};

const collect = <Found extends object>(value: unknown, matches: (value: object) => value is Found): readonly Found[] => {
  const found: Found[] = [];
  replacing(value, matches, match => found.push(match));
  return found;
};

/** Seals personal values before they reach the store and opens them for a decision. */
export class PersonalDataCodec {
  constructor(private readonly keys: Pick<KeyRing, 'seal' | 'open'>) {}

  /** Every `{clear}` becomes `{sealed}` under the key of the youth named in `data.youthId`. Throws where none is named. */
  async seal<Data>(scope: KeyScope, data: Data): Promise<unknown> {
    const values = collect(data, isClear);
    if (values.length === 0) return data;
    const youthId = (data as { youthId?: unknown }).youthId;
    if (typeof youthId !== 'string') throw new Error('An event with personal data must name its youthId: that is whose key seals it');
    const tokens = (await this.keys.seal({ youthId, scope }, values.map(value => value.clear)))[Symbol.iterator]();
    return replacing(data, isClear, () => tokens.next().value);
  }

  /** Every `{sealed}` of every item becomes `{clear}` or `{erased}`; one look-up for all of them. */
  async open<Item>(items: readonly Item[]): Promise<readonly Item[]> {
    const tokens = collect(items, isSealed);
    if (tokens.length === 0) return items;
    const opened: Iterator<Personal<unknown>> = (await this.keys.open(tokens))[Symbol.iterator]();
    return replacing(items, isSealed, () => opened.next().value) as readonly Item[];
  }
}
