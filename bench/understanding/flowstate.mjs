/** Flowstate: a program with the phrases as intents, and texts as they come into a conversation. */
import { parse } from "../../server/src/language/parse.ts";
import { compile } from "../../server/src/runtime/compile.ts";
import { matchIntents } from "../../server/src/runtime/intents.ts";
import { createProjectIndex } from "../../server/src/semantics/projectIndex.ts";

/** What a peer of this benchmark offers: the intent that a text says, and how sure it is; `null` for none. */
export function createFlowstate(language, train) {
  const phrases = Map.groupBy(train, ({ intent }) => intent);
  const intents = [...phrases].map(
    ([intent, texts]) => `intent ${intent} { ${texts.map(({ text }) => JSON.stringify(text)).join(" ")} }`,
  );
  const source = `bot b { languages ${language} start s }\n${intents.join("\n")}\nstate s { say "Hello" }`;
  const path = "bot.flow";
  const compiled = compile(createProjectIndex([{ path, uri: `file:///bench/${path}`, parsed: parse(source) }]));
  if (!compiled.ok) throw new Error(compiled.problems[0]?.message);
  const { program } = compiled;
  const context = { language, languages: [language], now: 0, entity: () => undefined, print: () => "" };
  // The model is made when the first text comes.
  matchIntents(program, "hello", context);
  return {
    name: "Flowstate",
    threshold: 0.5,
    classify: (text) => {
      const [first] = matchIntents(program, text, context);
      return first === undefined ? { name: null, score: 0 } : { name: first.name, score: first.confidence };
    },
  };
}
