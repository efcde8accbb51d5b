export { holderOrderAccess } from './access-rows.js';
export { holderOrders } from './domain/holder-order.js';
export { HolderOrderModule } from './holder-order.module.js';
export { holderOrderRecords, HolderOrderRow } from './holder-order.records.js';
export { IssueToHolders } from './issue-to-holders.js';
