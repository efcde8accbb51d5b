import { readCsv } from './read-csv.js';

const linesOf = (text: string) => readCsv(text).records.map(({ line, cells }) => `${line}: ${cells.join('|')}`);

describe('reading a CSV file', () => {
  it.each(['\r\n', '\n', '\r'])('counts lines that end with %j', end =>
    expect(linesOf(['a,b', '1,2', '', '3,4', ''].join(end))).toEqual(['1: a|b', '2: 1|2', '4: 3|4']));

  it('names a record by the line it begins on, however many it covers', () =>
    expect(linesOf('a,b\n1,"two\nlines"\n3,4\n')).toEqual(['1: a|b', '2: 1|two\nlines', '4: 3|4']));

  it('takes a byte order mark and blanks around cells for nothing', () => expect(linesOf('\uFEFFa, b \n')).toEqual(['1: a|b']));

  it('loses one row, not the rest, to a stray quotation mark', () => {
    const { records, brokenLines } = readCsv('a,b\n1,"2\n3,4\n5,x"y\n7,8\n"9",10\n11,"12');
    expect(records.map(({ line }) => line)).toEqual([1, 3, 5, 6]);
    expect(brokenLines).toEqual([2, 4, 7]);
  });

  it('reads an empty file', () => expect(readCsv('')).toEqual({ records: [], brokenLines: [] }));
});
