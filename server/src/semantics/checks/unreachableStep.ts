import type { FixEdit } from "../fixes/fix.ts";
import { wholeLines } from "../fixes/layout.ts";
import { type UnreachableSteps, unreachableSteps } from "../unreachableSteps.ts";
import type { Check } from "./check.ts";

export const unreachableStep: Check = {
  code: "unreachable-step",
  severity: "hint",
  summary: "Steps never run.",
  documentation: `
A \`->\` leaves the state, so what stands behind it in the same block is never done; nor is what follows an \`if\` or
\`match\` of which every arm leaves. A condition that is made of constants alone always comes out the same way, so one of
the sides never runs. Routes are no steps: they hold wherever they stand in a state.

Move the steps to where they run, or remove them.
`,
  example: `
state start {
  ask session.amount as number "How much do you want to send?"
  -> done
  <|unreachable-step|>say "One moment."
  wait 2s</>
}

state done {
  say "Done."
  -> end
}
`,
  fixed: `
state start {
  ask session.amount as number "How much do you want to send?"
  say "One moment."
  wait 2s
  -> done
}

state done {
  say "Done."
  -> end
}
`,
  *run({ file, path }) {
    for (const found of unreachableSteps(file)) {
      yield { path, start: found.start, end: found.end, message: messageFor(found), unnecessary: true };
    }
  },
  fixes({ file, path }, { start, end }) {
    const found = unreachableSteps(file).find((one) => one.start === start && one.end === end);
    if (found === undefined) return [];
    const title = found.steps.length === 1 ? "Remove this step" : "Remove these steps";
    const edits = removals(file.source.parsed.text, found).map((edit) => ({ path, ...edit }));
    return [{ title, kind: "quickfix", preferred: true, edits }];
  },
};

function messageFor({ steps, block }: UnreachableSteps): string {
  const what = steps.length === 1 ? "This step never runs" : "These steps never run";
  return block === undefined
    ? `${what}: the conversation has left before.`
    : `${what}: the condition always comes out the other way.`;
}

/** A block that is braces keeps them; a bare `->` becomes an empty block. */
function removals(text: string, { steps, block, owner }: UnreachableSteps): readonly Omit<FixEdit, "path">[] {
  if (block !== undefined && owner?.kind === "If") {
    const [only, second] = owner.branches;
    if (second === undefined && only?.block === block && owner.otherwise === undefined) {
      return [{ ...wholeLines(text, owner), text: "" }];
    }
    const before = owner.branches.at(-1)?.block;
    if (block === owner.otherwise && before !== undefined) return [{ start: before.end, end: block.end, text: "" }];
  }
  if (block !== undefined) return [{ start: block.start, end: block.end, text: "{}" }];
  return steps.map((step) => ({ ...wholeLines(text, step), text: "" }));
}
