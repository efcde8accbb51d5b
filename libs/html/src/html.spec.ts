import { html, Html, printedPage } from './index.js';

describe('markup', () => {
  it('escapes whatever is put in, in quoted attributes too', () =>
    expect(html`<a title="${'"\'>'}">${'<script>&'}</a>`.markup).toBe('<a title="&quot;&#39;&gt;">&lt;script&gt;&amp;</a>'));
  it('takes markup, and lists of it, as they are', () => expect(html`<ul>${['a', '<'].map(each => html`<li>${each}</li>`)}</ul>`.markup).toBe('<ul><li>a</li><li>&lt;</li></ul>'));
  it('leaves nothing where there is nothing', () => expect(html`${null}${undefined}${false}${[]}${0}`.markup).toBe('0'));
});

it('a printed page escapes its title', () => expect(printedPage('<b>', new Html('<p>x</p>'))).toContain('<title>&lt;b&gt;</title>'));
