import type { Span } from "../../language/spans.ts";
import type { Finding } from "../finding.ts";
import { createStateForWire } from "../fixes/createState.ts";
import { inCode } from "../inCode.ts";
import type { Check } from "./check.ts";

export const brokenNext: Check = {
  code: "broken-next",
  severity: "error",
  summary: "In a run, the backend named a dialog state that does not exist.",
  documentation: `
This comes from a conversation that ran in the editor, never from the text alone: the answer to this API step held a
\`nextDialogstate\` that is no id, no full name, and no plain name of this flow. The answer is shown with the finding.

Create the state, or correct the name in the backend. The finding goes when the state exists, when the step is changed,
or when a later run is right.

In a conversation this is a failure of its own: \`on invalid\`, then \`on failure\` of the step, then the bot's \`failure\`
handle it.
`,
  example: `
state start {
  api GET "http://localhost:4100/next" {
    on failure -> end
  }
}
`,
  fixed: `
state start {
  api GET "http://localhost:4100/next" {
    on failure -> end
  }
}

state dialogstate404 id "dialogstate-404" {
  say "Here I am."
  -> end
}
`,
  isFromRuns: true,
  run: () => [],
  fixes({ index, file, path }, finding) {
    const data = asBrokenNextData(finding.data);
    if (data === undefined || index.stateMeantBy(data.name, file.flow.name) !== undefined) return [];
    const state = index.state(data.state);
    const created = createStateForWire(index, data.name, { path, state: state?.path === path ? state : undefined });
    return created === undefined ? [] : [{ ...created, preferred: true }];
  },
};

/** A broken `nextDialogstate` as a run met it, at the API step as it stands now. */
export interface BrokenNextFact extends Span {
  readonly path: string;
  /** Full name of the state that holds the step. */
  readonly state: string;
  /** What the backend sent. */
  readonly name: string;
  /** The answer, cut short. */
  readonly response: string;
}

/** The finding for what a run met; `check` never yields it. */
export function brokenNextFinding({ path, start, end, state, name, response }: BrokenNextFact): Finding {
  return {
    code: brokenNext.code,
    severity: brokenNext.severity,
    path,
    start,
    end,
    message: `The backend answered with nextDialogstate ${inCode(name)}, but there is no such state. Create it, or correct the backend.`,
    related: [{ path, start, end, message: `The answer: ${response}` }],
    data: { name, state },
  };
}

function asBrokenNextData(data: unknown): { readonly name: string; readonly state: string } | undefined {
  if (typeof data !== "object" || data === null || !("name" in data) || !("state" in data)) return undefined;
  const { name, state } = data;
  return typeof name === "string" && typeof state === "string" ? { name, state } : undefined;
}
