import fc from "fast-check";
import type { TextChange } from "../../server/src/language/fileParts.ts";
import { keywords } from "../../server/src/language/tokens.ts";
import { corpusPieces } from "./flowCorpus.ts";

/** One edit with a place as a fraction, so that it fits every text. */
export interface ChangeDraft {
  readonly at: number;
  /** How many characters go. */
  readonly cut: number;
  readonly text: string;
}

const awkward = [
  ...["{", "}", "{\n", "}\n", "\n}\n", "\n", "\r", "\r\n", " ", "\t", "(", ")", "[", "]", ",", ":", "|", ".", "="],
  ...['"', '"""', '"""{', '"{', '}"', 'r"', "`", "'", "\\", "//", "///", "/*", "*/", "/* x */", "// x\n", "/// doc\n"],
  ...[
    "<<<<<<< HEAD\n",
    "=======\n",
    ">>>>>>> x\n",
    "|||||||\n",
    "§",
    ";",
    "&&",
    "=>",
    "\u{1F600}",
    "\ud800",
    "\ufeff",
    "\u2028",
  ],
  ...[
    "match x {",
    "match x { 1 -> a",
    "on intent a -> ",
    "state ",
    "state a {",
    "state a { }",
    "\nstate b {\n",
    "flow x\n",
  ],
  ...[
    "var x = ",
    "var x = 1 ",
    "bot b {",
    "entity e {",
    "intent i {",
    'test "t" {',
    "else",
    "and",
    "in:",
    "{ a: 1",
    "5sec",
  ],
];

const inserted = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(...awkward) },
  { weight: 2, arbitrary: fc.constantFrom("", "", "a", "e", " x ") },
  { weight: 1, arbitrary: fc.constantFrom(...keywords) },
  { weight: 1, arbitrary: fc.constantFrom(...corpusPieces) },
  { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 4 }) },
);

const removed = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(0, 0, 1, 1, 2, 3) },
  { weight: 2, arbitrary: fc.nat(40) },
  { weight: 1, arbitrary: fc.nat(400) },
);

/** Any edit: of a few characters, of signs that change how much is read, of whole declarations. */
export const changeDraft: fc.Arbitrary<ChangeDraft> = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  cut: removed,
  text: inserted,
});

/** The edit of a text that a draft stands for. */
export function changeOf(text: string, { at, cut, text: inserted }: ChangeDraft): TextChange {
  const start = Math.floor(at * text.length);
  return { start, end: Math.min(text.length, start + cut), text: inserted };
}
