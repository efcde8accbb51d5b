import { clearOf, DomainError, type Decision, type Instant, type Personal } from '#kernel';
import type { Content, Draft, Filing, FilingEvent } from './filing.js';
import { atStep, idsOf, known, ownedBy } from './guards.js';

type Decide = Decision<Filing, FilingEvent>;

export const draft = (filing: Draft): Decide => state => (state.status === 'none' ? [{ type: 'FilingDrafted', data: filing }] : []);

const plain = (value: unknown): string => JSON.stringify(typeof value === 'object' && value !== null ? clearOf(value as Personal<unknown>) : value);

/** Only what is named changes. */
export const revise = (subject: string, content: Partial<Content>): Decide => state => {
  const filing = ownedBy(atStep(state, 'draft', 'returned'), subject);
  const told = Object.entries(content).filter(([, value]) => value !== undefined);
  if (told.length === 0) throw new DomainError('nothing-to-change', 'Name at least one thing that is to change', 'malformed');
  const news = told.filter(([name, value]) => plain(filing[name as keyof Content]) !== plain(value));
  return news.length > 0 ? [{ type: 'FilingRevised', data: { ...idsOf(filing), ...Object.fromEntries(news) } }] : [];
};

/** No case that is still heard began before it. */
const EARLIEST_PAPER = '1900-01-01';

/** `receivedAt`: when the court received it; left out, now. Paper that came in earlier is entered with its own time. */
export const submit = (subject: string, receivedAt?: Instant): Decide => (state, now) => {
  const filing = ownedBy(known(state), subject);
  if (filing.status === 'submitted' && (!receivedAt || receivedAt === filing.receivedAt)) return [];
  atStep(state, 'draft', 'returned');
  if (receivedAt && receivedAt > now) throw new DomainError('received-in-the-future', 'The court cannot have received this yet');
  if (receivedAt && receivedAt < EARLIEST_PAPER) throw new DomainError('received-implausibly-early', 'No paper that a court still enters is as old');
  return [{ type: 'FilingSubmitted', data: { ...idsOf(filing), receivedAt: receivedAt ?? now }, occurredAt: receivedAt ?? now }];
};

export const cancel = (subject: string): Decide => state => {
  const filing = ownedBy(known(state), subject);
  if (filing.status === 'cancelled') return [];
  atStep(state, 'draft', 'submitted', 'returned');
  return [{ type: 'FilingCancelled', data: idsOf(filing) }];
};
