import { countBefore } from "../../base/bisect.ts";
import type * as ast from "../../language/ast.ts";
import type { FileIndex } from "../fileIndex.ts";
import { inCode } from "../inCode.ts";
import type { ProjectIndex } from "../projectIndex.ts";
import type { Reference, StateReference } from "../references.ts";
import { resolveState, stateOf } from "../resolve.ts";
import type { Check } from "./check.ts";

export const unhandledNext: Check = {
  code: "unhandled-next",
  severity: "warning",
  summary: "A state is handed to the backend, but the step's `nextDialogstate` does not list it.",
  documentation: `
The backend is told about this state, so it may well send the conversation there. The \`nextDialogstate\` list of the step
says where its answer may lead: what is missing there is missing in the graph of the flow, and a run reports it as
\`unlisted-next\`. Steps without such a list are not looked at.
`,
  example: `
state pay {
  api POST "https://shop.example/pay" {
    body { paid: state done, refused: state <|unhandled-next|>noMoney</> }
    nextDialogstate done
    on failure -> end
  }
}

state done {
  say "Paid."
  -> end
}

state noMoney {
  say "That did not work."
  -> end
}
`,
  fixed: `
state pay {
  api POST "https://shop.example/pay" {
    body { paid: state done, refused: state noMoney }
    nextDialogstate done, noMoney
    on failure -> end
  }
}

state done {
  say "Paid."
  -> end
}

state noMoney {
  say "That did not work."
  -> end
}
`,
  only: ["Api"],
  *run({ index, file, path }) {
    for (const { reference } of unlisted(index, file)) {
      const name = inCode(file.source.parsed.text.slice(reference.span.start, reference.span.end));
      const message = `The backend may lead to ${name}, but the \`nextDialogstate\` of this step does not list it.`;
      yield { path, ...reference.span, message };
    }
  },
  fixesAreSafe: true,
  fixes({ index, file, path }, finding) {
    const found = unlisted(index, file).find(({ reference }) => reference.span.start === finding.start);
    const last = found?.list.states.at(-1);
    if (found === undefined || last === undefined) return [];
    const written = file.source.parsed.text.slice(found.reference.span.start, found.reference.span.end);
    const edits = [{ path, start: last.end, end: last.end, text: `, ${written}` }];
    return [{ title: `Add ${inCode(written)} to \`nextDialogstate\``, kind: "quickfix", preferred: true, edits }];
  },
};

interface Unlisted {
  readonly reference: StateReference;
  readonly list: ast.NextDialogstate;
}

function unlisted(index: ProjectIndex, file: FileIndex): readonly Unlisted[] {
  const handed = file.references.filter(isHanded);
  if (handed.length === 0) return [];
  return file.apiSteps.flatMap((step) => {
    const lists = step.items.filter((item) => item.kind === "NextDialogstate");
    const list = lists.at(-1);
    if (list === undefined || list.states.length === 0) return [];
    const listed = new Set(
      lists.flatMap(({ states }) => states).map((ref) => resolveState(index, file.flow.name, ref)?.key),
    );
    return [...handedBy(step, handed)].flatMap((reference) => {
      const state = stateOf(index, reference);
      return state === undefined || listed.has(state.key) ? [] : [{ reference, list }];
    });
  });
}

function isHanded(reference: Reference): reference is StateReference {
  return reference.kind === "state" && reference.place === "handed";
}

/** Those of the step's own parts, not those of steps in its `on` blocks; `handed` is in the order of the file. */
function* handedBy(step: ast.Api, handed: readonly StateReference[]): Generator<StateReference> {
  const blocks = step.items.filter((item) => item.kind === "OnOutcome");
  for (let at = countBefore(handed, step.start, ({ span }) => span.start); at < handed.length; at++) {
    const reference = handed[at];
    if (reference === undefined || reference.span.start >= step.end) return;
    const { start, end } = reference.span;
    if (end <= step.end && !blocks.some((block) => block.start <= start && end <= block.end)) yield reference;
  }
}
