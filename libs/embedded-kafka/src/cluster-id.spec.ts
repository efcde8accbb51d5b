import { newClusterId } from './start-kafka.js';

it('a cluster id is 22 letters with no hyphen in front, whatever its first byte', () => {
  const ids = [...Array(256).keys()].map(first => newClusterId(Buffer.from([first, ...Array<number>(15).fill(0xff)])));
  expect(ids.filter(id => !/^[A-Za-f][\w-]{21}$/.test(id))).toEqual([]);
});
