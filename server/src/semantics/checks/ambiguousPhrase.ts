import { writeName } from "../../language/names.ts";
import { botLanguages } from "../botItems.ts";
import { wholeLines } from "../fixes/layout.ts";
import { inCode } from "../inCode.ts";
import { type IntentPhrase, phrasesOf, samePhrases } from "../phrases.ts";
import type { ProjectIndex } from "../projectIndex.ts";
import type { Check } from "./check.ts";

export const ambiguousPhrase: Check = {
  code: "ambiguous-phrase",
  severity: "warning",
  summary: "Two intents have the same phrase.",
  documentation: `
Nobody could tell which of them a user means who writes just that. Keep the phrase with the intent that it fits better.
Phrases are compared within one language; capitals and blanks around them make no difference. Of a mark with a type, such
as \`{amount: number}\`, the type counts and not the name.
`,
  example: `
intent sendMoney {
  "send money" <|ambiguous-phrase|>"I want to pay"</>
}

intent payBill {
  "pay a bill" <|ambiguous-phrase|>"i want to pay"</>
}

on intent sendMoney -> start
on intent payBill -> start

state start {
  ask session.amount as number "How much do you want to send?"
  -> end
}
`,
  fixed: `
intent sendMoney {
  "send money" "I want to pay somebody"
}

intent payBill {
  "pay a bill" "I want to pay"
}

on intent sendMoney -> start
on intent payBill -> start

state start {
  ask session.amount as number "How much do you want to send?"
  -> end
}
`,
  only: ["Intent"],
  *run({ index, file, path }) {
    for (const phrase of phrasesOf(file)) {
      const others = othersLike(index, phrase);
      if (others.length === 0) continue;
      const intents = [...new Set(others.map(({ intent }) => inCode(writeName(intent))))].join(", ");
      const related = others.map((other) => ({
        path: other.path,
        start: other.start,
        end: other.end,
        message: `Intent ${inCode(writeName(other.intent))} has the same phrase.`,
      }));
      const message = `Intent ${intents} has this phrase too, so nobody can tell which of them is meant.`;
      yield { path, start: phrase.start, end: phrase.end, message, related };
    }
  },
  fixes({ file, path }, { start, end }) {
    const edits = [{ path, ...wholeLines(file.source.parsed.text, { start, end }), text: "" }];
    return [{ title: "Remove this phrase", kind: "quickfix", preferred: false, edits }];
  },
};

function othersLike(index: ProjectIndex, phrase: IntentPhrase): readonly IntentPhrase[] {
  const same = samePhrases(index, phrase);
  if (same.length < 2 || phrase.text === "") return [];
  const [first] = botLanguages(index);
  const language = phrase.language ?? first;
  return same
    .filter((other) => other.intent !== phrase.intent && (other.language ?? first) === language)
    .toSorted((a, b) => index.comparePlaces(a, b));
}
