import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsIn, IsNotEmpty, IsOptional, IsString, Matches, MaxLength, ValidateNested } from 'class-validator';
import { RETURN_SERVICES } from '#contracts';
import { Example, InstantField } from '#http';
import { PLACEMENTS, RELATIONS, TRAUMA } from './domain/episode-circumstances.js';

const MOST = 50;

export class PlacementAtAbsenceDto {
  @IsIn(PLACEMENTS, { context: { code: 'unknown-placement' } }) kind!: (typeof PLACEMENTS)[number];
  @IsOptional() @InstantField() since?: string;
  @IsOptional() @IsString() @IsNotEmpty() @MaxLength(500) name?: string;
}

export class ServiceAtAbsenceDto {
  @IsIn(RETURN_SERVICES, { context: { code: 'unknown-service' } }) kind!: (typeof RETURN_SERVICES)[number];
  @IsOptional() @IsString() @IsNotEmpty() @MaxLength(500) provider?: string;
}

export class ScreeningDueDto {
  /** A code, such as `dental` or `trafficking`. */
  @Matches(/^[a-z][a-z0-9-]{0,99}$/) screening!: string;
  @IsOptional() @Matches(/^\d{4}-\d{2}-\d{2}$/) dueOn?: string;
}

export class TraumaDto {
  @IsIn(TRAUMA) unaddressed!: (typeof TRAUMA)[number];
  @IsOptional() @IsString() @IsNotEmpty() @MaxLength(2000) description?: string;
}

export class SupportiveAdultDto {
  @IsIn(RELATIONS, { context: { code: 'unknown-relation' } }) relation!: (typeof RELATIONS)[number];
  @IsString() @IsNotEmpty() @MaxLength(200) name!: string;
  @IsOptional() @IsString() @IsNotEmpty() @MaxLength(500) contact?: string;
}

/** What is left out was not told; an empty list says that there is none. */
@Example<DescribeCircumstancesDto>({
  learnedAt: '2026-03-02T09:00:00-05:00', placement: { kind: 'foster-family', since: '2025-11-03T12:00:00-05:00', name: 'The Example family' },
  services: [{ kind: 'mental-health', provider: 'Example Clinic' }], treatment: ['Weekly counselling'], specialNeeds: [],
  screeningsDue: [{ screening: 'dental', dueOn: '2026-04-01' }], trauma: { unaddressed: 'not-known' },
  supportiveAdults: [{ relation: 'grandparent', name: 'A Made-up Name' }],
})
export class DescribeCircumstancesDto {
  @InstantField() learnedAt!: string;
  @IsOptional() @ValidateNested() @Type(() => PlacementAtAbsenceDto) placement?: PlacementAtAbsenceDto;
  @IsOptional() @IsArray() @ArrayMaxSize(MOST) @ValidateNested({ each: true }) @Type(() => ServiceAtAbsenceDto) services?: ServiceAtAbsenceDto[];
  @IsOptional() @IsArray() @ArrayMaxSize(MOST) @IsString({ each: true }) @IsNotEmpty({ each: true }) @MaxLength(500, { each: true }) treatment?: string[];
  @IsOptional() @IsArray() @ArrayMaxSize(MOST) @IsString({ each: true }) @IsNotEmpty({ each: true }) @MaxLength(500, { each: true }) specialNeeds?: string[];
  @IsOptional() @IsArray() @ArrayMaxSize(MOST) @ValidateNested({ each: true }) @Type(() => ScreeningDueDto) screeningsDue?: ScreeningDueDto[];
  @IsOptional() @ValidateNested() @Type(() => TraumaDto) trauma?: TraumaDto;
  @IsOptional() @IsArray() @ArrayMaxSize(MOST) @ValidateNested({ each: true }) @Type(() => SupportiveAdultDto) supportiveAdults?: SupportiveAdultDto[];
}
