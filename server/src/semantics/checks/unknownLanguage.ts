import { coversLanguage, isSameLanguage } from "../languages.ts";
import type { ProjectIndex } from "../projectIndex.ts";
import { findUnknown, meantInstead, type NameKind } from "../unknownNames.ts";
import type { Check } from "./check.ts";

const kind: NameKind = {
  what: "language",
  isUnknown: (index, { kind, name }) => kind === "language" && !isListed(index, name),
  names: listed,
  // Codes of two letters are near to each other and mean something else: nobody writes `fr` for `ar`.
  mayMean: (written, name) => lettersIn(written) === lettersIn(name) || isSameLanguage(written, name),
};

function lettersIn(name: string): string {
  return [...name.toLowerCase()].sort().join("");
}

export const unknownLanguage: Check = {
  code: "unknown-language",
  severity: "error",
  summary: "A text, an intent or a test is in a language that the bot does not list.",
  documentation: `
The bot lists its \`languages\`, the first of them is the one to fall back on. What is written in another language would
never be said or understood. Add the language to the list, or put the name right.

A region may be left out on either side: \`pt\` stands for \`pt-BR\`, and a bot that lists \`pt\` may have texts in
\`pt-BR\`. A name with a region is written in backticks. A bot that lists no languages is not looked at.
`,
  example: `
bot bank {
  languages en, nl
  start hello
}

state hello {
  say {
    en "Welcome to the bank."
    nl "Welkom bij de bank."
    <|unknown-language|>fr</> "Bienvenue à la banque."
  }
  -> end
}
`,
  fixed: `
bot bank {
  languages en, nl, fr
  start hello
}

state hello {
  say {
    en "Welcome to the bank."
    nl "Welkom bij de bank."
    fr "Bienvenue à la banque."
  }
  -> end
}
`,
  only: ["language"],
  run: (context) => findUnknown(context, kind),
  fixes: (context, finding) => meantInstead(context, finding, kind),
};

function* listed(index: ProjectIndex): Generator<string> {
  for (const language of index.symbolsOfKind("language")) yield language.name;
}

function isListed(index: ProjectIndex, name: string): boolean {
  const languages = [...listed(index)];
  return languages.length === 0 || languages.some((language) => coversLanguage(language, name));
}
