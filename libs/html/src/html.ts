const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\'': '&#39;' };

/** Text that is markup already. */
export class Html {
  constructor(readonly markup: string) {}
}

/** What may stand in markup: null, undefined and false leave nothing. */
export type Inserted = Html | readonly Inserted[] | string | number | null | undefined | false;

const markupOf = (value: Inserted): string => {
  if (value === null || value === undefined || value === false) return '';
  if (value instanceof Html) return value.markup;
  if (typeof value === 'object') return value.map(markupOf).join('');
  return String(value).replace(/[&<>"']/g, sign => ENTITIES[sign]!);
};

/** Markup with everything inserted escaped, for elements and quoted attributes, unless it is markup itself or a list of it. */
export const html = (parts: TemplateStringsArray, ...values: readonly Inserted[]): Html =>
  new Html(parts.map((part, index) => part + markupOf(values[index])).join(''));
