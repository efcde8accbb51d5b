import { IsNotEmpty, IsString, Matches, MaxLength } from 'class-validator';

/** What an exception rests on. Both are published: they name a law, an order or an office, never a child or a family. */
export class BecauseDto {
  @IsString() @IsNotEmpty() @MaxLength(200) authority!: string;
  /** A code, such as `court-order`. */
  @Matches(/^[a-z0-9]+(-[a-z0-9]+)*$/) @MaxLength(100) reason!: string;
}
