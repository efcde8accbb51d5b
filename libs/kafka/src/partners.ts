import { existsSync, readFileSync } from 'node:fs';
import { VISIBLE } from '#contracts';

/** A system that may send us messages, and the agency it speaks for. */
export type Partner = {
  /** The CloudEvents `source` of its messages. */
  readonly source: string;
  readonly agency: string;
  readonly state: string;
  /** The county of a message that names none. */
  readonly county: string | null;
};

const SOURCE = new RegExp(VISIBLE);
const CODE = /^[\x21-\x7e]{1,128}$/;
const NAME = /^[\x21-\x7e](?:[\x20-\x7e]{0,126}[\x21-\x7e])?$/;

const isText = (value: unknown, form: RegExp): value is string => typeof value === 'string' && form.test(value);

/** Reads `KAFKA_PARTNERS`: JSON, or the path of a file with it. Throws with the fix, never quoting the value. */
export const readPartners = (value: string): ReadonlyMap<string, Partner> => {
  const text = value.trim().startsWith('{') ? value : existsSync(value) ? readFileSync(value, 'utf8') : undefined;
  if (text === undefined) throw new Error('is neither JSON nor the path of a file that exists');
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw new Error('is not JSON');
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) throw new Error('is not a JSON object');
  return new Map(Object.entries(parsed as Record<string, unknown>).map(([source, partner]) => {
    const { agency, state, county = null } = (partner ?? {}) as Record<string, unknown>;
    const holds = isText(source, SOURCE) && isText(agency, CODE) && typeof state === 'string' && /^[A-Z]{2}$/.test(state)
      && (county === null || isText(county, NAME));
    if (!holds) throw new Error('has a partner without its agency and state (two letters), or with a county that is no text');
    return [source, { source, agency, state, county }];
  }));
};
