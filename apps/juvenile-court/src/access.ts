import { AccessTable } from '#security';
import { absenceAccess } from './absence-review/index.js';
import { caseAccess } from './case/index.js';
import { clerksDayAccess } from './clerks-day/index.js';
import { filingAccess } from './filing/index.js';
import { hearingAccess } from './hearing/index.js';
import { holderOrderAccess } from './holder-order/index.js';
import { orderAccess } from './order/index.js';
import { safeHarborAccess } from './safe-harbor/index.js';
import { sealingAccess } from './sealing/index.js';

/** Who may do what with the court's records. What is not listed is denied. */
export const access = new AccessTable([
  ...filingAccess, ...caseAccess, ...sealingAccess, ...orderAccess, ...holderOrderAccess, ...safeHarborAccess, ...hearingAccess, ...absenceAccess,
  ...clerksDayAccess,
]);
