export { orderAccess } from './access-rows.js';
export { caseDestructions } from './case-destructions.js';
export { orders, type Named, type OrderEvent } from './domain/order.js';
export { stateOf } from './domain/entering.js';
export { EndTerms } from './end-terms.js';
export { OrderModule } from './order.module.js';
export { orderRecords } from './order.records.js';
export { OrderRow, OrphanedOrderRow } from './order.row.js';
export { ORDER } from './whose.js';
