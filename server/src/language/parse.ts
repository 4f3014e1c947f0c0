import { fileOfParts, type ParsedFile } from "./parsedFile.ts";
import { readParts } from "./readParts.ts";

export type { FilePart, ParsedPart, ReadText } from "./fileParts.ts";
export type { ParsedFile } from "./parsedFile.ts";
export { mostProblems } from "./readParts.ts";
export type { Comment, SyntaxProblem } from "./syntax.ts";

/** Reads a file. Never throws and takes linear time, whatever the text is; the tree of a wrong file is partial. */
export function parse(text: string): ParsedFile {
  const read = readParts({ text, leads: true, ends: true, isKnown: () => false });
  if (read === undefined) throw new Error("The whole of a file is enough to read it.");
  return fileOfParts(text, read.parts);
}

/** Parses a small sample, so that the first file that a user opens is not the one that is parsed cold. */
export function warmUp(): void {
  for (let i = 0; i < 20; i++) parse(sample);
}

const sample = `
flow sample
var session.amount: number = 1 sensitive
on intent help -> start
state start id "x" {
  ask session.amount as number "How much, {upper(user.name)}?" { check value > 0 else "More." attempts 3 -> end }
  say { en "Hello" | "Hi" nl "Hallo" } { reply "Yes" -> start button "Call" dial "+31" }
  api GET "/x/{session.amount}" { body { a: [1, 2], b: not (1 + 2 * 3 == 4) ?? null } on 4xx { set a.b[0] = "c" } }
  if a and b or c { -> end } else if d == 1 { clear temp } else -> back
}
`;
