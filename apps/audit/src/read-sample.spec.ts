import { NotASample, readSample } from './read-sample.js';

const [A, B] = ['0a4c1c9e-5a8b-4d0e-9d6c-1f5a3b7c2d10', '1b5d2daf-6b9c-4e1f-8e7d-2a6b4c8d3e21'];

describe('an auditor\'s sample', () => {
  it('is a column of episodes, among others, in any case', () =>
    expect(readSample(`\uFEFFno,episode\r\n1,${A}\r\n\r\n"2, and more",${B.toUpperCase()}\r\n`)).toEqual(
      { episodes: [{ line: 2, episodeId: A }, { line: 4, episodeId: B }], wrong: [], repeated: [] }));
  it('has each wrong line named, and the rest of it read', () =>
    expect(readSample(`episode,note\n,x\nyesterday\n"${A}\n${B}\n${B}`)).toMatchObject({
      episodes: [{ line: 5, episodeId: B }], repeated: [6],
      wrong: [{ line: 2, column: 'episode', code: 'missing' }, { line: 3, column: 'episode', code: 'not-a-uuid' }, { line: 4, column: null, code: 'broken-quotation' }],
    }));
  it.each(['', 'id\n1', 'episode,episode\n'])('is refused where it has no single such column', text => expect(() => readSample(text)).toThrow(NotASample));
});
