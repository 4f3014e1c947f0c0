import { writeName } from "../../language/names.ts";
import { freeStateName } from "../fixes/freeName.ts";
import { inCode } from "../inCode.ts";
import { fileOfPart } from "../partPaths.ts";
import type { Check } from "./check.ts";

export const duplicateState: Check = {
  code: "duplicate-state",
  severity: "error",
  summary: "Two dialog states of one flow have the same name.",
  documentation: `
A \`->\` could not tell which of them is meant. Give one of them another name, or join them into one state. Names are
compared as written, capitals included; backticks do not make another name.
`,
  example: `
state start {
  -> done
}

state <|duplicate-state|>done</> {
  say "Done."
  -> end
}

state <|duplicate-state|>done</> {
  say "That is it."
  -> end
}
`,
  fixed: `
state start {
  -> done
}

state done {
  say "Done." | "That is it."
  -> end
}
`,
  only: ["State"],
  *run({ index, file, path }) {
    for (const state of file.states) {
      const all = index.symbols(state.key);
      if (all.length < 2) continue;
      const ofFile = all.filter((other) => fileOfPart(other.path) === fileOfPart(path));
      if (ofFile.length < 2) continue;
      const related = ofFile
        .filter((other) => other !== state)
        .map((other) => ({ path: other.path, ...other.nameSpan, message: "The same name stands here." }));
      const name = inCode(writeName(state.name));
      const message = `Flow ${inCode(writeName(state.flow))} has ${ofFile.length} states called ${name}. Rename or join them.`;
      yield { path, ...state.nameSpan, message, related };
    }
  },
  fixes({ index, file, path }, finding) {
    const state = file.states.find(({ nameSpan }) => nameSpan.start === finding.start);
    if (state === undefined) return [];
    const name = freeStateName(index, state.flow, state.name);
    const edits = [{ path, ...state.nameSpan, text: writeName(name) }];
    return [{ title: `Rename it to ${inCode(writeName(name))}`, kind: "quickfix", preferred: false, edits }];
  },
};
