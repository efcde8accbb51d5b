import { Injectable } from '@nestjs/common';
import { Pseudonyms } from '#security';

/** By which a case is found without its docket number being kept in clear: a keyed hash of court and number. */
@Injectable()
export class DocketIndex {
  constructor(private readonly pseudonyms: Pseudonyms) {}

  /** The same for every way of writing a number: capitals, blanks and punctuation do not count. */
  readonly of = (court: string, docketNumber: string): string =>
    this.pseudonyms.mac('docket-number', court, docketNumber.normalize('NFKC').toUpperCase().replace(/[^\p{L}\p{N}]/gu, ''));
}
