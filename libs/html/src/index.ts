export { Html, html, type Inserted } from './html.js';
export { PAGE_POLICY, printedPage, tableRow, timeOrUnknown } from './printed-page.js';
