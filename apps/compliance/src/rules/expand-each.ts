import type { Expand } from '#rule-files';

const PLACE = '{each}';

const filledIn = (value: unknown, each: string): unknown =>
  typeof value === 'string' ? value.replaceAll(PLACE, each)
  : Array.isArray(value) ? value.map(item => filledIn(item, each))
  : typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, filledIn(item, each)]))
  : value;

const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value);
const rulesOf = (pack: unknown) => (pack as { rules?: unknown } | null)?.rules;

/**
 * A rule with `each: [a, b]` stands for one rule per value, `{each}` in its texts being that value. `origin` leads from
 * a place in the expanded pack back to the place in the file.
 */
export const expandEach: Expand = pack => {
  const written = rulesOf(pack);
  if (!isList(written)) return { value: pack, origin: path => path };
  const expanded = written.flatMap((rule, index) => {
    const { each, ...rest } = (rule ?? {}) as { each?: unknown };
    return isList(each) ? each.map(value => ({ index, rule: filledIn(rest, String(value)) })) : [{ index, rule }];
  });
  return {
    value: { ...(pack as object), rules: expanded.map(({ rule }) => rule) },
    origin: ([first, index, ...rest]) =>
      first === 'rules' && typeof index === 'number' ? ['rules', expanded[index]!.index, ...rest] : [first, index, ...rest].filter(key => key !== undefined),
  };
};
