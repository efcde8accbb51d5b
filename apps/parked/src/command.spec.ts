import { doneText, listText } from './answer.js';
import { readCommand, WrongUsage } from './command.js';

describe('the command line', () => {
  it.each([
    [['list'], { method: 'GET', path: '/parked' }],
    [['show', '7'], { method: 'GET', path: '/parked/7' }],
    [['redrive', '7'], { method: 'POST', path: '/parked/redrive', body: { id: '7' } }],
    [['redrive', '--all'], { method: 'POST', path: '/parked/redrive', body: {} }],
    [['discard', '7', '--reason', 'ticket 1'], { method: 'POST', path: '/parked/discard', body: { id: '7', reason: 'ticket 1' } }],
    [['pause', 'urn:a', '--reason', 'ticket 2'], { method: 'POST', path: '/partners/pause', body: { source: 'urn:a', reason: 'ticket 2' } }],
    [['resume', 'urn:a'], { method: 'POST', path: '/partners/resume', body: { source: 'urn:a' } }],
  ])('%j', (args, command) => expect(readCommand(args).command).toEqual(command));

  it.each([
    [[]], [['forget', '7']], [['show']], [['redrive']], [['redrive', '7', '--all']], [['discard', '7']], [['pause', 'urn:a']], [['list', '--all']],
    [['list', '--url', 'http://127.0.0.1:3001']], [['list', '--url', 'here', '--token', 't']], [['show', '7', '8']], [['list', '--force']],
  ])('%j is refused with what would be right', args => expect(() => readCommand(args)).toThrow(WrongUsage));

  it('takes another server with its token', () =>
    expect(readCommand(['list', '--url', 'https://example.org', '--token', 't']).server).toEqual({ url: 'https://example.org', token: 't' }));
});

describe('the answer', () => {
  const status = { parked: 3, paused: [{ source: 'urn:a', reason: 'ticket 2', pausedAt: '2026-03-02T15:00:00.000Z' }], lag: [{ partition: 0, lag: 2 }, { partition: 1, lag: 3 }], lastReceiptAt: null };
  const row = {
    id: '7', key: 'child-1', source: 'urn:a', messageId: 'm-1', type: 'partner.child-welfare.child-located.v1', partition: 1, offset: '42',
    reason: 'processing-failed', errorName: 'TypeError', errorCode: null, attempts: 3, parkedAt: '2026-03-02T15:00:00.000Z',
  };

  it('says how the exchange stands and what waits', () => {
    const text = listText(status, [row, { ...row, id: '8', reason: 'behind-parked', errorName: null, attempts: 0 }]);
    expect(text.split('\n')).toEqual([
      '3 parked; 5 not yet read; last receipt never',
      'paused: urn:a since 2026-03-02T15:00:00.000Z (ticket 2)',
      expect.stringMatching(/^ID {2}CHILD {4}MESSAGE {2}TYPE/),
      expect.stringMatching(/^7 .*1\/42 .*processing-failed {2}TypeError {2}3/),
      expect.stringMatching(/^8 .*behind-parked {6}- /),
      'and 1 more',
    ]);
  });

  it('says when Kafka is away', () => expect(listText({ ...status, parked: 0, lag: null }, [])).toContain('Kafka does not answer'));
  it('says what comes next', () => expect(doneText('discard')).toContain('receipt'));
});
