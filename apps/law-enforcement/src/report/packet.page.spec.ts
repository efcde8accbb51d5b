import { createHash } from 'node:crypto';
import { PAGE_POLICY } from '#html';
import { instant } from '#kernel';
import type { Packet } from './packet.js';
import { packetPage } from './packet.page.js';

const packet: Packet = {
  reportId: 'r1', youthId: 'y1', episodeId: 'e1', agency: 'US-MO', state: 'MO', county: 'MO county 5', recipient: 'police', status: 'acknowledged',
  category: 'left-without-permission', lastSeenAt: instant('2026-03-07T17:00:00-05:00'), locatedAt: null, madeAt: null,
  elements: [{ element: 'photo', contents: 'A photo', atHand: false }, { element: 'physical-description', contents: 'Height', atHand: true }],
  ncicSuggestion: { category: 'EME', text: 'Police choose.' }, receipts: [], ncicEntries: [],
};
const withReceipt = (receipt: unknown) => packetPage({ ...packet, receipts: [{ acknowledgedAt: null, receipt }] } as Packet);

describe('the printed packet', () => {
  it('says where the elements themselves are', () => expect(packetPage(packet)).toContain('GET /missing-episodes/e1/packet'));
  it('says what is at hand and what is missing', () => {
    expect(packetPage(packet)).toContain('<th scope="row">A photo</th><td><span class="missing">missing</span></td>');
    expect(packetPage(packet)).toContain('<th scope="row">Height</th><td>at hand</td>');
  });
  it('says what is not known', () => expect(packetPage(packet)).toContain('<th scope="row">Report made</th><td>not known</td>'));
  it('tells times with their offset', () => expect(packetPage(packet)).toContain('<time datetime="2026-03-07T22:00:00.000Z">2026-03-07 22:00:00 UTC</time>'));
  it('shows markup in a value as text', () => {
    const page = withReceipt({ caseNumber: '<script>alert("1")</script>', officer: `O'Neil & 'Sons'` });
    expect(page).toContain('Case number: &lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;; Officer: O&#39;Neil &amp; &#39;Sons&#39;');
    expect(page).not.toContain('<script');
  });
  it.each([[{ withheld: true }, 'not shown to this role'], [{ erased: true }, 'erased'], [null, 'not known']])('words %j', (receipt, words) =>
    expect(withReceipt(receipt)).toContain(`<td>${words}</td>`));
  it('has no value that is written as a program would', () => expect(packetPage(packet)).not.toMatch(/undefined|\[object|null|NaN/));
  it('allows its own style and nothing else', () => {
    const [, style] = /<style>([^]*)<\/style>/.exec(packetPage(packet))!;
    expect(PAGE_POLICY).toContain(`style-src 'sha256-${createHash('sha256').update(style!).digest('base64')}'`);
    expect(packetPage(packet)).not.toMatch(/ style=|<link|<img|href=|src=| on\w+=/);
  });
});
