import { DomainError } from '#kernel';

const DEEPEST = 32;

/**
 * JSON text that is the same for the same content: keys sorted, no spaces. Refuses (malformed) numbers that a double
 * cannot tell apart, `number-out-of-range`, and nesting beyond 32 levels, `nested-too-deeply`.
 */
export const canonicalJson = (value: unknown, depth = 0): string => {
  if (depth > DEEPEST) throw new DomainError('nested-too-deeply', `The body is nested beyond ${DEEPEST} levels`, 'malformed');
  if (typeof value === 'number' && !(Math.abs(value) <= Number.MAX_SAFE_INTEGER)) {
    throw new DomainError('number-out-of-range', 'A number in the body is too large to be kept exactly', 'malformed');
  }
  if (typeof value !== 'object' || value === null) return JSON.stringify(value ?? null);
  if (Array.isArray(value)) return `[${value.map(item => canonicalJson(item, depth + 1)).join(',')}]`;
  const members = Object.entries(value)
    .filter(([, item]) => item !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, item]) => `${JSON.stringify(key)}:${canonicalJson(item, depth + 1)}`);
  return `{${members.join(',')}}`;
};
