import { writeName } from "../../language/names.ts";
import type { FileIndex } from "../fileIndex.ts";
import { botStateEdit, botsOf } from "../fixes/botState.ts";
import { stateEdit } from "../fixes/createState.ts";
import type { Fix } from "../fixes/fix.ts";
import { inCode } from "../inCode.ts";
import type { ProjectIndex } from "../projectIndex.ts";
import { type BotSymbol, type StateSymbol, writeStateName } from "../symbols.ts";
import type { Check } from "./check.ts";

export const missingStart: Check = {
  code: "missing-start",
  severity: "error",
  summary: "A `bot` does not say in which state its conversations begin.",
  documentation: `
A project with a \`bot\` begins where the bot's \`start\` says. A state that is called \`start\` does not replace it: every
flow may have one. Without it, nobody could tell what the first user will meet.
`,
  example: `
bot <|missing-start|>bank</> {
  languages en
}

state hello {
  say "Welcome to the bank."
  -> end
}
`,
  fixed: `
bot bank {
  languages en
  start hello
}

state hello {
  say "Welcome to the bank."
  -> end
}
`,
  only: ["Bot"],
  *run({ file, path }) {
    for (const bot of botsOf(file)) {
      if (bot.node.items.some((item) => item.kind === "BotState" && item.role === "start")) continue;
      const name = inCode(writeName(bot.name));
      const message = `The bot ${name} does not say where a conversation begins. Add \`start\` and a state.`;
      yield { path, ...bot.nameSpan, message };
    }
  },
  fixes({ index, file }, finding) {
    const bot = botsOf(file).find(({ nameSpan }) => nameSpan.start === finding.start);
    if (bot === undefined) return [];
    const states = likelyStarts(index, file);
    if (states.length === 0) return createdStart(index, file, bot);
    return states.map((state, at) => {
      const name = state.flow === file.flow.name ? writeName(state.name) : writeStateName(state.flow, state.name);
      const edit = botStateEdit(file, bot, "start", name);
      const title = `Begin at ${inCode(name)}`;
      return { title, kind: "quickfix" as const, preferred: at === 0, edits: [edit] };
    });
  },
};

const MOST = 5;

/** States called `start` before others, those of the bot's own flow before others. */
function likelyStarts(index: ProjectIndex, file: FileIndex): readonly StateSymbol[] {
  const rank = (state: StateSymbol): number =>
    (state.name === "start" ? 0 : 2) + (state.flow === file.flow.name ? 0 : 1);
  return [...index.states()].sort((a, b) => rank(a) - rank(b)).slice(0, MOST);
}

function createdStart(index: ProjectIndex, file: FileIndex, bot: BotSymbol): readonly Fix[] {
  const edit = botStateEdit(file, bot, "start", "start");
  const { path } = file.source;
  const state = { path, flow: file.flow.name, name: "start", id: undefined, after: undefined, target: "end" } as const;
  const edits = [edit, stateEdit(index, state)];
  return [{ title: "Create state `start` and begin there", kind: "quickfix", preferred: true, edits }];
}
