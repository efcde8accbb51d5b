import { Injectable } from '@nestjs/common';
import { endOfDay, localDay, plusDays } from '#calendar';
import type { EventStore } from '#event-store';
import { DomainError } from '#kernel';
import { RuleBook } from '../rules/index.js';
import { stateOf, type EndOfDay } from './domain/entering.js';
import { orders } from './domain/order.js';

/** Counts days where the court is. */
@Injectable()
export class DaysOfTheCourt {
  constructor(private readonly rules: RuleBook) {}

  async of(store: EventStore, orderId: string): Promise<EndOfDay> {
    const order = (await store.load(orders, orderId))?.state;
    if (!order || order.status === 'none') throw new DomainError('unknown-order', 'No such order', 'unknown');
    const { zone } = this.rules.placeOf({ court: order.court, county: order.county, state: stateOf(order) });
    return (from, days) => endOfDay(plusDays(localDay(from, zone), days), zone);
  }
}
