import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsIn, IsInt, IsOptional, IsString, IsUUID, Matches, Max, MaxLength, Min, MinLength, ValidateNested } from 'class-validator';
import { v5 as uuidFrom } from 'uuid';
import { RETURN_SERVICES, TERM_KINDS, type TermKind } from '#contracts';
import { Example, InstantField } from '#http';
import { DomainError, instant, personal } from '#kernel';
import type { Draft, Due, Holder, Term } from './domain/order.js';

const SERVICES = RETURN_SERVICES.filter(service => service !== 'none-wanted');
/** Of whoever must act: an agency (`US-MO`), a court (`MO-circuit-5`), a police agency by its ORI (`police:MO0480000`). */
const PARTY_ID = /^[A-Za-z][A-Za-z0-9:._-]{1,99}$/;

export class TermDto {
  /** Of a term that stays as it was; a new or changed one has none. */
  @IsOptional() @IsUUID() termId?: string;
  @IsIn(TERM_KINDS, { context: { code: 'unknown-term-kind' } }) kind!: TermKind;
  /** Who must do it: an agency, or the court itself. */
  @Matches(PARTY_ID) agency!: string;
  @IsOptional() @IsIn(SERVICES, { context: { code: 'unknown-service' } }) service?: string;
  /** By when, as a moment; or `calendarDays`, to the end of so many days after the order is entered. */
  @IsOptional() @InstantField() dueAt?: string;
  @IsOptional() @IsInt() @Min(1) @Max(400) calendarDays?: number;
}

export class HolderDto {
  @Matches(PARTY_ID) holder!: string;
  @IsInt() @Min(1) @Max(400) answerWithinDays!: number;
}

/** What the clerk enters: terms as fields, never inferred from the order's words. */
@Example<DraftDto>({ authority: 'RSMo 211.181', terms: [{ kind: 'review', agency: 'MO-circuit-5', calendarDays: 60 }] })
export class DraftDto {
  /** The law the order rests on. */
  @IsString() @MinLength(1) @MaxLength(300) authority!: string;
  @IsArray() @ArrayMaxSize(50) @ValidateNested({ each: true }) @Type(() => TermDto) terms!: TermDto[];
  /** Of an order to vacate, expunge, seal or unseal: who holds records of the case. Each is told of its own part and of nothing else. */
  @IsOptional() @IsArray() @ArrayMaxSize(50) @ValidateNested({ each: true }) @Type(() => HolderDto) holders?: HolderDto[];
  @IsOptional() @IsString() @MinLength(1) @MaxLength(20_000) findings?: string;
}

const dueOf = ({ dueAt, calendarDays }: TermDto): Due | null => {
  if (dueAt !== undefined && calendarDays !== undefined) throw new DomainError('two-dates', 'A term is due at a moment or after so many days, not both', 'malformed');
  return dueAt !== undefined ? { at: instant(dueAt) } : calendarDays !== undefined ? { calendarDays } : null;
};

/** New terms get their ids from the command, so that a repeated one adds none. */
export const termsOf = (terms: readonly TermDto[], commandId: string): readonly Term[] => terms.map((term, index) => ({
  termId: term.termId ?? uuidFrom(`term|${index}`, commandId), kind: term.kind, agency: term.agency, service: term.service ?? null, due: dueOf(term),
}));

const holdersOf = (holders: readonly HolderDto[], orderId: string): readonly Holder[] =>
  holders.map(({ holder, answerWithinDays }) => ({ holderOrderId: uuidFrom(`holder|${holder}`, orderId), holder, answerWithinDays }));

export const draftOf = ({ authority, terms, holders = [], findings }: DraftDto, orderId: string, commandId: string): Draft => ({
  authority, terms: termsOf(terms, commandId), holders: holdersOf(holders, orderId), findings: findings === undefined ? null : personal(findings),
});
