import { IsNotEmpty, IsString, Matches, MaxLength } from 'class-validator';

/** What an exception rests on: it names a law, an order or an office, never a child or a family. The reason is published, the authority stays here. */
export class BecauseDto {
  @IsString() @IsNotEmpty() @MaxLength(200) authority!: string;
  /** A code, such as `court-order`. */
  @Matches(/^[a-z0-9]+(-[a-z0-9]+)*$/) @MaxLength(100) reason!: string;
}
