export { orderAccess } from './access-rows.js';
export { caseDestructions } from './case-destructions.js';
export { orders, type Named, type OrderEvent } from './domain/order.js';
export { stateOf } from './domain/entering.js';
export { PARTY_ID } from './draft.dto.js';
export { OrderModule } from './order.module.js';
export { orderRecords } from './order.records.js';
export { OrderRow } from './order.row.js';
export { ORDER } from './whose.js';
