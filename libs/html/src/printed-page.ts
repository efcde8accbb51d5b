import { createHash } from 'node:crypto';
import { Html, html, type Inserted } from './html.js';

const STYLE = `
body { font: 11pt/1.4 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; color: #111; background: #fff }
h1 { font-size: 1.4rem } h2 { font-size: 1.1rem; margin-top: 1.5rem }
table { border-collapse: collapse; width: 100% } th, td { border: 1px solid #777; padding: .3rem .5rem; text-align: left; vertical-align: top }
th[scope=row] { width: 30% } .missing { font-weight: bold }
@page { margin: 2cm }
@media print { body { margin: 0; padding: 0; max-width: none } h2 { break-after: avoid } tr { break-inside: avoid } }
`;

/** The `Content-Security-Policy` of a printed page: nothing is loaded and nothing runs, only the page's own style applies. */
export const PAGE_POLICY = [
  `default-src 'none'`, `style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`,
  `base-uri 'none'`, `form-action 'none'`, `frame-ancestors 'none'`,
].join('; ');

/** One page for a printer, in one piece and without script; `title` is its heading too. To be sent with `PAGE_POLICY`. */
export const printedPage = (title: string, body: Html): string => html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${title}</title>
<style>${new Html(STYLE)}</style>
</head>
<body>
<h1>${title}</h1>
${body}
</body>
</html>
`.markup;

/** An instant (ISO-8601 in UTC) to the second; `not known` where there is none. */
export const timeOrUnknown = (at: string | null | undefined): Html | string =>
  (at ? html`<time datetime="${at}">${at.slice(0, 19).replace('T', ' ')} UTC</time>` : 'not known');

/** One line of a table of two columns: what, and what is said of it. */
export const tableRow = (label: Inserted, value: Inserted): Html => html`<tr><th scope="row">${label}</th><td>${value}</td></tr>\n`;
