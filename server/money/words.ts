/** The words of a string, as a union of literals. */
type Words<Text extends string, Found = never> = Text extends `${infer Word} ${infer Rest}`
  ? Words<Rest, Found | Word>
  : Found | Text;

/** A list of codes written as lines of text, which keep their literal types: `words('eur usd')`. */
export function words<const Line extends string>(...lines: Line[]): readonly Words<Line>[] {
  return lines.flatMap((line) => line.split(' ')) as Words<Line>[];
}
