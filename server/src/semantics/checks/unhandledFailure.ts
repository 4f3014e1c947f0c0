import type * as ast from "../../language/ast.ts";
import { writeName } from "../../language/names.ts";
import { headOf } from "../apiStepHead.ts";
import { appendItem } from "../fixes/appendItem.ts";
import { botStateEdit } from "../fixes/botState.ts";
import { stateEdit } from "../fixes/createState.ts";
import type { Fix, FixEdit } from "../fixes/fix.ts";
import { freeStateName } from "../fixes/freeName.ts";
import { indentOf } from "../fixes/layout.ts";
import { inCode } from "../inCode.ts";
import type { ProjectIndex } from "../projectIndex.ts";
import { writeStateName } from "../symbols.ts";
import type { Check } from "./check.ts";

export const unhandledFailure: Check = {
  code: "unhandled-failure",
  severity: "warning",
  summary: "Nothing says what happens when an API step fails.",
  documentation: `
A backend may be down, slow or wrong. An API step with \`on failure\` says what the user meets then; so does the
\`failure\` of the bot, for every step that has no such block. With neither, the user is told in the runner's own words that
something went wrong, and the conversation waits.

Handlers for single outcomes, such as \`on timeout\` or \`on 404\`, do not cover the others. Projects without a \`bot\` are
not looked at.
`,
  example: `
bot bank {
  start balance
}

state balance {
  <|unhandled-failure|>api GET "http://localhost:4100/balance"</> {
    save session.answer
  }
  say "You have {session.answer.body.amount}."
  -> end
}
`,
  fixed: `
bot bank {
  start balance
}

state balance {
  api GET "http://localhost:4100/balance" {
    save session.answer
    on failure {
      say "I cannot see your account at the moment."
      -> end
    }
  }
  say "You have {session.answer.body.amount}."
  -> end
}
`,
  only: ["Api"],
  *run({ index, file, path }) {
    if (index.bot === undefined || hasFailure(index)) return;
    for (const step of file.apiSteps) {
      if (step.url === undefined || step.items.some(handlesFailure)) continue;
      const message = "Nothing says what happens when this fails. Add `on failure` here, or `failure` to the bot.";
      yield { path, ...headOf(step), message };
    }
  },
  fixes({ index, file, path }, finding) {
    const step = file.apiSteps.find(({ start }) => start === finding.start);
    if (step === undefined) return [];
    const edits = [{ path, ...handlerEdit(file.source.parsed.text, step) }];
    return [{ title: "Handle it with `on failure`", kind: "quickfix", preferred: true, edits }, ...handleAll(index)];
  },
};

function hasFailure(index: ProjectIndex): boolean {
  const bots = [...index.symbolsOfKind("bot")];
  return bots.some(({ node }) => node.items.some((item) => item.kind === "BotState" && item.role === "failure"));
}

function handlesFailure(item: ast.ApiItem): boolean {
  return item.kind === "OnOutcome" && item.outcome?.text === "failure";
}

const LIKELY = ["failure", "technicalProblem"] as const;

/** The bot's `failure`, which handles every step that does not say otherwise. */
function handleAll(index: ProjectIndex): readonly Fix[] {
  const { bot } = index;
  const file = bot && index.file(bot.path);
  if (bot === undefined || file === undefined || index.symbols(bot.key).length !== 1) return [];
  const flow = file.flow.name;
  const known = LIKELY.flatMap((name) => index.statesNamed(name))[0];
  if (known !== undefined) {
    const name = known.flow === flow ? writeName(known.name) : writeStateName(known.flow, known.name);
    const edits = [botStateEdit(file, bot, "failure", name)];
    return [
      { title: `Let the bot handle every failure in ${inCode(name)}`, kind: "quickfix", preferred: false, edits },
    ];
  }
  const name = freeStateName(index, flow, "technicalProblem");
  const state = stateEdit(index, { path: bot.path, flow, name, id: undefined, after: undefined, target: undefined });
  const edits = [botStateEdit(file, bot, "failure", name), state];
  const title = `Create state ${inCode(name)} and let the bot handle every failure there`;
  return [{ title, kind: "quickfix", preferred: false, edits }];
}

/** Writes the handler as the last item of the step. */
function handlerEdit(text: string, step: ast.Api): Omit<FixEdit, "path"> {
  const { start, end, items } = step;
  return appendItem(text, { start, end, headEnd: headOf(step).end, lastItem: items.at(-1) }, [
    "on failure {",
    `${indentOf(text)}say "Something went wrong. Please try again later."`,
    `${indentOf(text)}-> end`,
    "}",
  ]);
}
