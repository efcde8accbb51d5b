import type { Actor } from '#kernel';
import type { Resource } from '#security';
import { CUSTODIAN } from './access-rows.js';
import type { HolderOrder } from './domain/holder-order.js';

/** To its holder it is the holder's, to the court the court's. */
export const whoseTo = ({ role }: Actor) => (state: HolderOrder): Resource | undefined => {
  if (state.status === 'none') return undefined;
  const { holder, agency, county } = state.issued;
  return role === CUSTODIAN ? { agency: holder } : { agency, county };
};
