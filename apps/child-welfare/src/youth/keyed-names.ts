import { Injectable } from '@nestjs/common';
import { Pseudonyms } from '#security';
import { normalisedName } from './domain/claims.js';
import type { SearchIndex } from './domain/decisions.js';

/** Names that only this deployment's secret can make. */
@Injectable()
export class KeyedNames {
  constructor(private readonly pseudonyms: Pseudonyms) {}

  /** Blanks around an identifier do not make it another one. */
  identifier(agency: string, id: string): string {
    return this.pseudonyms.uuid('youth-identifier', agency, id.trim());
  }

  /** Bound to the agency: what one agency searches for never meets another's youths. */
  searchIndex(agency: string): SearchIndex {
    return (name, birthDate) => this.pseudonyms.mac('youth-search', agency, normalisedName(name), birthDate);
  }
}
