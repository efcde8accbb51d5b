import { escaped, isPlainName } from './json-pointer.js';

/** What PostgreSQL keeps in no text: let in, it would stop the read model of whom it is about. */
const FAULTS = {
  'nul-character': 'No text may have a NUL character',
  'unpaired-surrogate': 'No text may have half of a character: an unpaired surrogate',
} as const;
export type Unstorable = { readonly code: keyof typeof FAULTS; readonly pointer: string; readonly detail: string };

const faultOf = (text: string): Unstorable['code'] | undefined => {
  if (text.includes('\0')) return 'nul-character';
  return (text as string & { isWellFormed(): boolean }).isWellFormed() ? undefined : 'unpaired-surrogate';
};

/** The first text in a JSON value that no database keeps, be it a member's name, with its RFC 6901 pointer; `undefined` when all are sound. */
export const findUnstorable = (json: unknown): Unstorable | undefined => {
  const waiting = [{ value: json, pointer: '' }]; // a list and no recursion: nothing has judged yet how deep it is nested
  for (const { value, pointer } of waiting) {
    const isObject = typeof value === 'object' && value !== null;
    const texts = typeof value === 'string' ? [value] : isObject ? Object.keys(value) : [];
    const code = texts.map(faultOf).find(Boolean);
    if (code) return { code, pointer, detail: FAULTS[code] };
    if (!isObject) continue;
    for (const [name, item] of Object.entries(value)) {
      waiting.push({ value: item as unknown, pointer: Array.isArray(value) || isPlainName(name) ? `${pointer}/${escaped(name)}` : pointer });
    }
  }
  return undefined;
};
