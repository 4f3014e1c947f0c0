import { writeName } from "../../language/names.ts";
import { memoryFlowOf, memoryFlowOfRoute } from "../exposedReads.ts";
import type { RelatedPlace } from "../finding.ts";
import { isGiven } from "../givenVariables.ts";
import { inCode } from "../inCode.ts";
import type { ProjectIndex } from "../projectIndex.ts";
import type { VariableReference, VariableScope } from "../references.ts";
import { writeStateName } from "../symbols.ts";
import { firstRoutes, type PathPlace, UnwrittenPaths } from "../unwrittenPaths.ts";
import { variableKey } from "../variables.ts";
import type { Check } from "./check.ts";

export const readBeforeWrite: Check = {
  code: "read-before-write",
  severity: "hint",
  summary: "On some way from the start a variable is read before anything has written it.",
  documentation: `
On that way the variable is not set: a text shows nothing in its place, a condition does not hold, a calculation fails. The
places of the way are shown with the finding. Write the variable earlier, give it a first value with \`var\`, or say what
counts instead: \`session.name ?? "you"\`.

A conversation begins at the bot's \`start\` (without a \`bot\` at the state \`start\`, else the first one, of each flow) and at the
global routes that may take its first input. A read under \`??\` or compared with \`null\` is none, and neither is one behind a
condition that asks for the variable. What an API step says with \`session\` that its answer stores counts as written in the
states of its \`nextDialogstate\` list and after the step. The variables of \`user\` and \`bot\` live longer than a conversation and
are not looked at.
`,
  example: `
state start {
  say "What can I do for you?" {
    reply "Order" -> order
    reply "Pay" -> pay
  }
}

state order {
  ask session.amount as number "How many?"
  -> pay
}

state pay {
  say "That is {<|read-before-write|>session.amount</>} pieces."
  -> end
}
`,
  fixed: `
state start {
  say "What can I do for you?" {
    reply "Order" -> order
    reply "Pay" -> pay
  }
}

state order {
  ask session.amount as number "How many?"
  -> pay
}

state pay {
  say "That is {session.amount ?? 0} pieces."
  -> end
}
`,
  only: ["variable"],
  *run({ index, file, path }) {
    const ways = new UnwrittenPaths(index);
    const isLooked = new Map<string, boolean>();
    const looksAt = (reference: VariableReference): boolean => {
      const looked = isLooked.get(reference.key) ?? isLookedAt(index, reference);
      isLooked.set(reference.key, looked);
      return looked;
    };
    for (const state of file.states) {
      for (const { reference } of memoryFlowOf(file, state.node).reads) {
        const way = looksAt(reference) ? ways.to(state, reference.key, reference.scope === "temp") : undefined;
        if (way !== undefined) yield { path, ...reference.span, ...explain(reference, way) };
      }
    }
    for (const route of firstRoutes(file)) {
      for (const { reference } of memoryFlowOfRoute(file, route).reads) {
        if (looksAt(reference)) yield { path, ...reference.span, ...explain(reference, []) };
      }
    }
  },
};

/** Variables of the conversation that something in the project writes, but not from its beginning on. */
function isLookedAt(index: ProjectIndex, { scope, names, key }: VariableReference): boolean {
  if ((scope !== "session" && scope !== "temp") || isGiven(scope, names)) return false;
  return index.ask(`written later ${key}`, (asked) => isWrittenLater(asked, scope, names, key));
}

function isWrittenLater(index: ProjectIndex, scope: VariableScope, names: readonly string[], key: string): boolean {
  let isWritten = false;
  for (let length = 1; length <= names.length; length++) {
    for (const write of index.writesOf(variableKey(scope, names.slice(0, length)))) {
      if (write.writer === "preset") continue;
      if (write.writer !== "var") isWritten = true;
      else if (hasValue(index, write)) return false;
    }
  }
  for (const write of index.writesBelow(key)) {
    if (write.writer === "preset") continue;
    if (write.writer !== "var") isWritten = true;
    else if (hasValue(index, write)) return false;
  }
  return isWritten;
}

function hasValue(index: ProjectIndex, write: VariableReference): boolean {
  return index.symbols(write.key).some((symbol) => symbol.kind === "variable" && symbol.node.value !== undefined);
}

function explain({ scope, names }: VariableReference, way: readonly PathPlace[]) {
  const name = inCode([scope, ...names.map(writeName)].join("."));
  const related = way.map((place, at): RelatedPlace => {
    const state = inCode(writeStateName(place.to.flow, place.to.name));
    const message = at === 0 ? `A conversation may begin with ${state}.` : `From here it goes to ${state}.`;
    return { path: place.path, start: place.start, end: place.end, message };
  });
  return { message: `${name} may be read here before anything has written it.`, related };
}
