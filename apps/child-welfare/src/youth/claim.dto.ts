import { IsDefined, IsIn } from 'class-validator';
import { InstantField } from '#http';
import { instant } from '#kernel';
import { CLAIM_KINDS, CLAIM_SOURCES, claimValue, type Claim, type ClaimKind, type ClaimSource } from './domain/claims.js';

export class ClaimDto {
  /** As its kind codes it: a text for name, birth-date, sex and ethnicity, a list for race, {membership, tribes} for tribal-membership. */
  @IsDefined() value!: unknown;
  @IsIn(CLAIM_SOURCES) source!: ClaimSource;
  @InstantField() learnedAt!: string;
}

export class NamedClaimDto extends ClaimDto {
  @IsIn(CLAIM_KINDS) kind!: ClaimKind;
}

export const toClaim = ({ kind, value, source, learnedAt }: NamedClaimDto): Claim =>
  ({ kind, value: claimValue(kind, value), source, learnedAt: instant(learnedAt) });
