import { PAGE_POLICY } from '#html';
import { instant } from '#kernel';
import { PACKET_ELEMENTS } from './domain/packet.js';
import { packetPage, type PrintedEpisode } from './packet.page.js';

const episode: PrintedEpisode = {
  episodeId: 'e1', youthId: 'y1', agency: 'US-GA', county: 'GA county 1', category: 'left-without-permission',
  learnedAt: instant('2026-03-07T22:30:00Z'), lastSeenAt: null, lastSeenPlace: null, locatedAt: null, packet: {},
};
const of = (packet: object, more: object = {}) => packetPage({ ...episode, ...more, packet } as PrintedEpisode);
const row = (label: string, value: string) => `<th scope="row">${label}</th><td>${value}</td>`;

describe('the packet for a printer', () => {
  it('has every element, and says of each that it is missing', () => {
    expect(of({}).match(/<span class="missing">missing<\/span>/g)).toHaveLength(PACKET_ELEMENTS.length);
    expect(of({})).toContain('<p>Where the photo lies, Height, Weight,');
  });
  it('shows what is told, the photo by where it lies, and lists what is not', () => {
    const page = of(Object.fromEntries(PACKET_ELEMENTS.filter(element => element !== 'weight').map(element => [element, `told of ${element}`])));
    expect(page).toContain(row('Where the photo lies', 'told of photo'));
    expect(page).toContain(row('Vulnerability to being trafficked', 'told of traffickingVulnerability'));
    expect(page).toContain('<p>Weight. A missing element follows');
    expect(of(Object.fromEntries(PACKET_ELEMENTS.map(element => [element, 'x'])))).toContain('<p>Nothing.</p>');
  });
  it('shows markup in a value as text', () => {
    const page = of({ otherRisks: '<script>alert("1")</script>' }, { lastSeenPlace: `O'Neil & <b>` });
    expect(page).toContain(row('Other health and risk factors', '&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;'));
    expect(page).toContain(row('Place last seen', 'O&#39;Neil &amp; &lt;b&gt;'));
    expect(page).not.toContain('<script');
  });
  it.each([[{ withheld: true }, 'not shown to this role'], [{ erased: true }, 'erased']])('words %j', (value, words) =>
    expect(of({ height: value })).toContain(row('Height', words)));
  it('loads nothing, runs nothing, and writes nothing as a program would', () => {
    expect(PAGE_POLICY).toContain(`default-src 'none'`);
    expect(of({})).not.toMatch(/ style=|<link|<img|href=|src=| on\w+=|undefined|\[object|null|NaN/);
  });
});
