import { IsIn, IsString, Matches, MaxLength } from 'class-validator';
import { CONFIDENCES, IDENTIFIER_SOURCES, type Identifier } from './domain/youth.js';

export class IdentifierDto {
  /** The agency's own number for the youth. */
  @IsString() @Matches(/\S/) @MaxLength(100) id!: string;
  @IsIn(IDENTIFIER_SOURCES) source!: Identifier['source'];
  @IsIn(CONFIDENCES) confidence!: Identifier['confidence'];
}
