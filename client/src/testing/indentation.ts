/** One level of indentation, as what stands before the first step of a test shows it; two blanks where that tells nothing. */
export function indentBefore(text: string | undefined): string {
  return text !== undefined && /^[ \t]+$/.test(text) ? text : "  ";
}

/** A text whose levels are two blanks each, one level further in, in levels of `unit`; its first line stays where it is. */
export function indented(text: string, unit: string): string {
  return text.replaceAll(/\n((?: {2})*)/g, (_, levels: string) => `\n${unit.repeat(1 + levels.length / 2)}`);
}
