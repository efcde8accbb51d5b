import { Html, html } from '#html';

const STYLE = `
  body { font: 15px/1.45 Georgia, serif; color: #111; max-width: 68rem; margin: 2rem auto; padding: 0 1rem; }
  h1 { font-size: 1.5rem; } h2 { font-size: 1.15rem; border-top: 2px solid #111; padding-top: .6rem; margin-top: 2rem; } h3 { font-size: 1rem; }
  dl { display: grid; grid-template-columns: 12rem 1fr; gap: .15rem 1rem; } dt { font-weight: bold; } dd { margin: 0; overflow-wrap: anywhere; }
  table { border-collapse: collapse; width: 100%; font-size: .85rem; } th, td { border: 1px solid #777; padding: .25rem .4rem; text-align: left; vertical-align: top; overflow-wrap: anywhere; }
  .note { background: #f3f0e6; padding: .5rem .8rem; } .mark { font-weight: bold; }
  @page { margin: 1.6cm; }
  @media print { body { margin: 0; max-width: none; font-size: 10pt; } section { break-inside: auto; } h2, h3 { break-after: avoid; } tr { break-inside: avoid; } a { color: inherit; } }
`;

/** One self-contained page: no script, nothing fetched. */
export const page = (title: string, body: Html): string => html`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="robots" content="noindex">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${title}</title><style>${new Html(STYLE)}</style></head>
<body>
${body}
</body>
</html>
`.markup;
