import { ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import { DomainError } from '#kernel';

/** The sort key of the last row shown. Never personal data: a cursor stands in URLs. */
export type CursorKey = readonly (string | number)[];
export type Page<T> = { readonly items: readonly T[]; readonly next: string | null };

const LARGEST_PAGE = 200;

/** `?limit=` 1 to 200, and the `next` of the page before as `?cursor=`. Extend it with filters. */
export class PageQuery {
  @ApiPropertyOptional({ type: Number, minimum: 1, maximum: LARGEST_PAGE, default: 50 })
  @IsOptional() @Type(() => Number) @IsInt() @Min(1) @Max(LARGEST_PAGE)
  limit = 50;

  @ApiPropertyOptional({ description: '`next` of the page before' })
  @IsOptional() @IsString() @MaxLength(512)
  cursor?: string;
}

/** The opaque `next` of a page whose last row has this key. */
export const encodeCursor = (key: CursorKey): string => Buffer.from(JSON.stringify(key)).toString('base64url');

const KINDS = {
  moment: /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/,
  uuid: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,
  number: /^\d{1,15}$/,
  position: /^\d{1,18}$/,
  text: /^[^\u0000]*$/,
} as const;

/** The key after which the page starts, or undefined for the first page. Throws `malformed-cursor` unless its parts are of these kinds. */
export const decodeCursor = (cursor: string | undefined, ...kinds: readonly (keyof typeof KINDS)[]): CursorKey | undefined => {
  if (cursor === undefined) return undefined;
  try {
    const key = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as unknown;
    const isPart = (part: unknown, index: number) => ['string', 'number'].includes(typeof part) && KINDS[kinds[index]!].test(String(part));
    if (Array.isArray(key) && key.length === kinds.length && key.every(isPart)) return key as CursorKey;
  } catch {
    // refused below
  }
  throw new DomainError('malformed-cursor', 'Send a cursor as it was given', 'malformed', { pointer: '/cursor' });
};

/** A page from `limit + 1` rows in order: the row too many only tells that there is a next page. */
export const pageOf = <T>(rows: readonly T[], limit: number, keyOf: (row: T) => CursorKey): Page<T> => {
  const items = rows.slice(0, limit);
  return { items, next: rows.length > limit ? encodeCursor(keyOf(items.at(-1)!)) : null };
};
