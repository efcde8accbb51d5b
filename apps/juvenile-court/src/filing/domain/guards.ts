import { DomainError } from '#kernel';
import type { Filing, FilingIds, FilingStatus, KnownFiling } from './filing.js';

export const known = (state: Filing): KnownFiling => {
  if (state.status === 'none') throw new DomainError('unknown-filing', 'No such filing', 'unknown');
  return state;
};

/** The filing, if it is at one of these steps; else refused with `filing-<its step>`. */
export const atStep = (state: Filing, ...steps: readonly FilingStatus[]): KnownFiling => {
  const filing = known(state);
  if (!steps.includes(filing.status)) throw new DomainError(`filing-${filing.status}`, `The filing is ${filing.status}: this step is not open to it`);
  return filing;
};

export const idsOf = ({ filingId, caseId, youthId }: KnownFiling): FilingIds => ({ filingId, caseId, youthId });

/** Only who filed changes what was filed. */
export const ownedBy = (filing: KnownFiling, subject: string): KnownFiling => {
  if (filing.filedBy !== subject) throw new DomainError('not-the-filer', 'Only who filed this may do that', 'forbidden');
  return filing;
};
