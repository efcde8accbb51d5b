import { SEAL_LEVELS, type SealLevel } from '#contracts';
import { DomainError, type Category, type Decision, type Event } from '#kernel';

export const SEALABLE = ['case', 'document', 'person'] as const;

export type SealIds = { readonly caseId: string; readonly youthId: string; readonly sealId: string };
export type Seal = {
  readonly kind: (typeof SEALABLE)[number];
  readonly targetId: string;
  readonly level: SealLevel;
  /** The order that it rests on. */
  readonly orderId: string;
};

// These names and shapes are stored: a new shape needs an upcaster.
type RecordSealed = Event<'RecordSealed', SealIds & Seal>;
type RecordUnsealed = Event<'RecordUnsealed', SealIds & { readonly orderId: string }>;
export type SealEvent = RecordSealed | RecordUnsealed;

export type CaseSeals = { readonly seals: Readonly<Record<string, Seal & { readonly lifted: boolean }>> };

/** One stream per case, apart from the case's own: so that neither sealing nor unsealing shows in the versions of what is sealed. */
export const caseSeals: Category<CaseSeals, SealEvent> = {
  name: 'court.seals',
  scope: 'court',
  initial: { seals: {} },
  evolve({ seals }, { type, data }) {
    if (type === 'RecordSealed') return { seals: { ...seals, [data.sealId]: { ...data, lifted: false } } };
    const seal = seals[data.sealId];
    return seal ? { seals: { ...seals, [data.sealId]: { ...seal, lifted: true } } } : { seals };
  },
};

type Decide = Decision<CaseSeals, SealEvent>;

/** `ordered`: of which kind the named order is; null where it is none that was entered in this case. */
const requireOrder = (kind: 'sealing' | 'unsealing', ordered: string | null): void => {
  if (ordered !== kind) throw new DomainError('order-without-authority', `This takes an order of ${kind} that was entered in this case`);
};

/** A part of a case is never more open than the case. */
export const seal = (ids: SealIds, { kind, targetId, level, orderId }: Seal, ordered: string | null): Decide => ({ seals }) => {
  if (seals[ids.sealId]) return [];
  if (level === 'public' && kind !== 'case') throw new DomainError('level-not-for-part', 'Only a whole case is opened to the public');
  requireOrder(level === 'public' ? 'unsealing' : 'sealing', ordered);
  return [{ type: 'RecordSealed', data: { ...ids, kind, targetId, level, orderId } }];
};

export const unseal = (ids: SealIds, orderId: string, ordered: string | null): Decide => ({ seals }) => {
  const found = seals[ids.sealId];
  if (!found) throw new DomainError('unknown-seal', 'No such seal', 'unknown');
  if (found.lifted) return [];
  requireOrder(found.level === 'public' ? 'sealing' : 'unsealing', ordered);
  return [{ type: 'RecordUnsealed', data: { ...ids, orderId } }];
};

/** Whether nobody but the court's own staff may see the case. */
export const sealedToCourt = ({ seals }: CaseSeals): boolean =>
  Object.values(seals).some(({ kind, level, lifted }) => !lifted && kind === 'case' && level === SEAL_LEVELS.at(-1));
