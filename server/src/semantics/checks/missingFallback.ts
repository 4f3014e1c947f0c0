import { writeName } from "../../language/names.ts";
import type { FileIndex } from "../fileIndex.ts";
import { botStateEdit, botsOf } from "../fixes/botState.ts";
import { stateEdit } from "../fixes/createState.ts";
import type { Fix } from "../fixes/fix.ts";
import { freeStateName } from "../fixes/freeName.ts";
import { inCode } from "../inCode.ts";
import type { ProjectIndex } from "../projectIndex.ts";
import { type BotSymbol, type StateSymbol, writeStateName } from "../symbols.ts";
import type { Check } from "./check.ts";

export const missingFallback: Check = {
  code: "missing-fallback",
  severity: "hint",
  summary: "A `bot` does not say what happens when nothing fits what the user wrote.",
  documentation: `
Where no reply, route or question takes what the user wrote, the conversation goes to the bot's \`fallback\`: a state that
says what can be said here. When its steps have run out, the conversation waits on where it waited. Without a \`fallback\`
the runner says in its own words that it did not understand.
`,
  example: `
bot <|missing-fallback|>bank</> {
  start hello
}

state hello {
  ask session.topic as text "Welcome to the bank. What can I do for you?"
  -> end
}
`,
  fixed: `
bot bank {
  start hello
  fallback notUnderstood
}

state hello {
  ask session.topic as text "Welcome to the bank. What can I do for you?"
  -> end
}

state notUnderstood {
  say "Sorry, I did not get that. You can ask me for your balance."
}
`,
  only: ["Bot"],
  *run({ file, path }) {
    for (const bot of botsOf(file)) {
      if (bot.node.items.some((item) => item.kind === "BotState" && item.role === "fallback")) continue;
      const name = inCode(writeName(bot.name));
      const message = `The bot ${name} does not say what happens when it does not understand. Add \`fallback\` and a state.`;
      yield { path, ...bot.nameSpan, message };
    }
  },
  fixes({ index, file }, finding) {
    const bot = botsOf(file).find(({ nameSpan }) => nameSpan.start === finding.start);
    return bot === undefined ? [] : [...takeState(index, file, bot), createFallback(index, file, bot)];
  },
};

const LIKELY = ["fallback", "notUnderstood"] as const;

/** States that are called as such a state is called. */
function takeState(index: ProjectIndex, file: FileIndex, bot: BotSymbol): readonly Fix[] {
  const states = LIKELY.flatMap((name) => index.statesNamed(name));
  return [...new Set(states.map((state) => nameIn(file, state)))].map((name, at) => ({
    title: `Fall back on ${inCode(name)}`,
    kind: "quickfix",
    preferred: at === 0,
    edits: [botStateEdit(file, bot, "fallback", name)],
  }));
}

function nameIn(file: FileIndex, { flow, name }: StateSymbol): string {
  return flow === file.flow.name ? writeName(name) : writeStateName(flow, name);
}

function createFallback(index: ProjectIndex, file: FileIndex, bot: BotSymbol): Fix {
  const { path } = file.source;
  const name = freeStateName(index, file.flow.name, "notUnderstood");
  const state = stateEdit(index, {
    path,
    flow: file.flow.name,
    name,
    id: undefined,
    after: undefined,
    target: undefined,
  });
  const edits = [botStateEdit(file, bot, "fallback", writeName(name)), state];
  return { title: `Create state ${inCode(name)} and fall back on it`, kind: "quickfix", preferred: false, edits };
}
