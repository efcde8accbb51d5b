const WIDTH = 100;
const INDENT = ' '.repeat(11);

/** Breaks a text at blanks, every line after the first under the text, not under the hour. */
const wrapped = (text: string): string => {
  const lines = [''];
  for (const word of text.split(' ')) {
    const longer = `${lines.at(-1)} ${word}`.trim();
    if (longer.length > WIDTH - INDENT.length && lines.at(-1)) lines.push(word);
    else lines[lines.length - 1] = longer;
  }
  return lines.join(`\n${INDENT}`);
};

/** Where the story is told, and where it is kept whether all that it claims was so. */
export class Stage {
  private readonly broken: string[] = [];

  constructor(private readonly print: (text: string) => void = text => void process.stdout.write(`${text}\n`)) {}

  hour(hour: number, what: string): void {
    this.print(`\n${`Hour ${Number(hour.toFixed(2))}`.padEnd(INDENT.length)}${wrapped(what)}`);
  }

  say(what: string): void {
    this.print(INDENT + wrapped(what));
  }

  /** One line as it is, for what is read in columns. */
  row(text: string): void {
    this.print(INDENT + text);
  }

  line(text = ''): void {
    this.print(text);
  }

  /** A word in the margin and what it says of, such as `on time` and the duties. */
  mark(word: string, what: string): void {
    this.print(`${`  ${word}`.padEnd(INDENT.length)}${wrapped(what)}`);
  }

  expect(what: string, holds: boolean): void {
    this.mark(holds ? 'holds' : 'FAILS', what);
    if (!holds) this.broken.push(what);
  }

  get failures(): readonly string[] {
    return this.broken;
  }
}
