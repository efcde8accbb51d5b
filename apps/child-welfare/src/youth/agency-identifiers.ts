import { Injectable } from '@nestjs/common';
import { EventStore, type Meta } from '#event-store';
import type { Decision } from '#kernel';
import { releaseIdentifier, youthIdentifiers, type IdentifierEvent, type IdentifierState } from './domain/identifier.js';

/** The claims on agency identifiers: always made before the link they allow, and released after it is gone. */
@Injectable()
export class AgencyIdentifiers {
  constructor(private readonly store: EventStore) {}

  /** Who holds the identifier after the claim was attempted. */
  async claim(key: string, claim: Decision<IdentifierState, IdentifierEvent>, meta: Meta): Promise<IdentifierState> {
    await this.store.decide(youthIdentifiers, key, claim, unconditional(meta));
    return this.held(key);
  }

  async held(key: string): Promise<IdentifierState> {
    return (await this.store.load(youthIdentifiers, key))?.state ?? youthIdentifiers.initial;
  }

  async release(key: string, held: { youthId: string; claim: number }, meta: Meta): Promise<void> {
    await this.store.decide(youthIdentifiers, key, releaseIdentifier(held), unconditional(meta));
  }
}

/** `If-Match` is about the youth, not about the claim. */
const unconditional = (meta: Meta): Meta => ({ ...meta, expectedRevision: undefined });
