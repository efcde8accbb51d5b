import { DomainError } from '#kernel';

export const RESULTS = ['identified', 'at-risk', 'none'] as const;
export type ScreeningResult = (typeof RESULTS)[number];

type Option = { readonly code: string; readonly points: number };
type Question = { readonly id: string; readonly text: string; readonly options: readonly Option[] };

/** A screening tool is data: an agency brings its own and changes it without a change of code. */
export type Tool = {
  readonly name: string;
  readonly version: string;
  /** Not adopted by anyone: shows the form. */
  readonly example?: boolean;
  readonly description: string;
  readonly questions: readonly Question[];
  /** The first line whose points are reached proposes its result. */
  readonly scoring: readonly { readonly atLeast: number; readonly result: ScreeningResult }[];
};
export type Answers = Readonly<Record<string, string>>;

/** What the tool proposes. A person determines. */
export const propose = (tool: Tool, answers: Answers): ScreeningResult => {
  const asked = new Map(tool.questions.map(question => [question.id, question]));
  const points = Object.entries(answers).map(([id, code]) => {
    const question = asked.get(id);
    if (!question) throw new DomainError('unknown-question', 'The tool has no such question', 'malformed');
    const option = question.options.find(each => each.code === code);
    if (!option) throw new DomainError('unknown-answer', 'The question has no such answer', 'malformed');
    return option.points;
  });
  if (points.length < asked.size) throw new DomainError('questions-unanswered', 'Every question needs an answer; declining is one', 'malformed');
  const total = points.reduce((sum, each) => sum + each, 0);
  const reached = tool.scoring.find(({ atLeast }) => total >= atLeast);
  if (!reached) throw new DomainError('score-without-result', 'The scoring of this tool has no result for these answers');
  return reached.result;
};
