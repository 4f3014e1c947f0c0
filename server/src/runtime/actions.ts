import { evaluate, fillIn } from "../expressions/evaluate.ts";
import { maximumValue, sizeOf } from "../expressions/limits.ts";
import type * as ast from "../language/ast.ts";
import { spend } from "./budget.ts";
import { contextOf } from "./context.ts";
import type { Draft } from "./draft.ts";
import { writeMemory } from "./memory.ts";
import { printText } from "./texts.ts";

/** Turns for which a context stays active where the flow does not say. */
const defaultTurns = 5;

/** `track`, `handover`, `language` and `context`. */
export function runAction(draft: Draft, step: ast.Track | ast.Handover | ast.Language | ast.Context): void {
  const context = contextOf(draft);
  const source = draft.place === undefined ? {} : { source: draft.place };
  switch (step.kind) {
    case "Track": {
      const data = step.data === undefined ? null : evaluate(step.data, context);
      if (!spend(draft, sizeOf(data, maximumValue), () => "`track` was passed over")) return;
      const name = step.event === undefined ? "" : fillIn(step.event, context);
      draft.emit({ type: "action", action: "track", name, data, ...source });
      return;
    }
    case "Handover": {
      const name = step.to === undefined ? "" : fillIn(step.to, context);
      const data = step.text === undefined ? null : printText(draft, step.text);
      draft.emit({ type: "action", action: "handover", name, data, ...source });
      return;
    }
    case "Language": {
      const language = evaluate(step.value, context);
      if (typeof language !== "string" || language.trim() === "") {
        draft.report("bad-argument", '`language` needs a text such as "nl".');
        return;
      }
      writeMemory(draft, ["user", "language"], language.trim());
      draft.emit({ type: "action", action: "language", name: language.trim(), data: null, ...source });
      return;
    }
    case "Context": {
      const name = step.name?.text ?? "";
      const turns = step.turns?.value ?? defaultTurns;
      draft.set({ contexts: { ...draft.state.contexts, [name]: draft.state.turn + turns } });
    }
  }
}
