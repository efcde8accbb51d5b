import { ApiPropertyOptional, IntersectionType } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsIn, IsOptional, IsString, IsUUID, Matches, MaxLength } from 'class-validator';
import { US_STATES } from '#contracts';
import { InstantField, PageQuery } from '#http';
import { DomainError, instant, type Instant } from '#kernel';
import { VERDICTS, type Horizon, type VerdictCode } from '../duty/index.js';

/** What the report is to know. The same three values give the same bytes again. */
export class HorizonQuery {
  /** What had happened by then; now unless told. */
  @IsOptional() @InstantField() asOf?: string;
  /** What was known by then, however early it had happened; everything recorded unless told. */
  @IsOptional() @InstantField() asKnownAt?: string;
  /** The log up to this Position; the newest fact unless told. */
  @ApiPropertyOptional({ type: String }) @IsOptional() @Matches(/^\d{1,19}$/) position?: string;
}

class PlaceQuery {
  @ApiPropertyOptional({ enum: US_STATES }) @IsOptional() @IsIn(US_STATES, { context: { code: 'unknown-state' } }) state?: string;
  @IsOptional() @IsString() @MaxLength(200) county?: string;
}

export class SummaryQuery extends IntersectionType(HorizonQuery, PlaceQuery) {}

export class LedgerQuery extends IntersectionType(SummaryQuery, PageQuery) {
  /** Subjects of which at least one duty has this verdict. */
  @ApiPropertyOptional({ enum: VERDICTS }) @IsOptional() @IsIn(VERDICTS) verdict?: VerdictCode;
}

/** Two dates of knowledge. What had happened is cut off at `asOf`, which is `to` unless told. */
export class ChangesQuery extends IntersectionType(PlaceQuery, PageQuery) {
  @InstantField() from!: string;
  @InstantField() to!: string;
  @IsOptional() @InstantField() asOf?: string;
  @ApiPropertyOptional({ type: String }) @IsOptional() @Matches(/^\d{1,19}$/) position?: string;
}

const LARGEST_BATCH = 200;

export class VerdictsQuery extends HorizonQuery {
  /** Ids of episodes and determinations, with commas between them. */
  @ApiPropertyOptional({ type: String })
  @Transform(({ value }) => (typeof value === 'string' ? value.toLowerCase().split(',') : value))
  @ArrayMinSize(1) @ArrayMaxSize(LARGEST_BATCH) @IsUUID('all', { each: true })
  subjects!: string[];
}

const refuseFuture = (code: string, field: string, at: Instant | null, now: Instant) => {
  if (at && at > now) throw new DomainError(code, 'Nobody knows yet what will have happened', 'malformed', { pointer: `/${field}` });
};

export const horizonOf = ({ asOf, asKnownAt }: HorizonQuery, now: Instant): Horizon => {
  const horizon = { asOf: asOf ? instant(asOf) : now, asKnownAt: asKnownAt ? instant(asKnownAt) : null };
  refuseFuture('as-of-in-the-future', 'asOf', horizon.asOf, now);
  refuseFuture('as-known-at-in-the-future', 'asKnownAt', horizon.asKnownAt, now);
  return horizon;
};

/** The earlier date of knowledge; the later one is the report's own. */
export const earlierDateOf = ({ from, to }: Pick<ChangesQuery, 'from' | 'to'>): Instant => {
  if (instant(from) > instant(to)) throw new DomainError('from-after-to', 'The first date lies after the second', 'malformed', { pointer: '/from' });
  return instant(from);
};
