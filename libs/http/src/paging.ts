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

export const encodeCursor = (key: CursorKey): string => Buffer.from(JSON.stringify(key)).toString('base64url');

/** The key after which the page starts, or undefined for the first page. Throws `malformed-cursor` unless it has `parts` parts. */
export const decodeCursor = (cursor: string | undefined, parts: number): CursorKey | undefined => {
  if (cursor === undefined) return undefined;
  try {
    const key = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as unknown;
    if (Array.isArray(key) && key.length === parts && key.every(part => ['string', 'number'].includes(typeof part))) return key as CursorKey;
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
