import { refusedKeys } from "../../expressions/values.ts";
import { inCode } from "../inCode.ts";
import type { Reference, VariableReference, VariableScope, VariableWriter } from "../references.ts";
import type { Check } from "./check.ts";

export const readOnly: Check = {
  code: "read-only",
  severity: "error",
  summary: "Something is written that flows may only read, or in a way that its scope does not allow.",
  documentation: `
\`event\`, \`conversation\` and \`secret\` are given: the input, the conversation itself, and what comes from the secret store or
the environment. So is \`user.id\`. No step writes or clears them, and no \`var\` declares them.

Of the other scopes \`bot\` is written by \`set\` and \`var\`; \`user\` by these and \`ask\`; \`session\` by these and the answers of
API steps; \`temp\` by \`set\`, \`ask\` and the \`save\` of an API step. Names such as \`constructor\`, which mean
something else to programs, are refused everywhere.
`,
  example: `
state start {
  set <|read-only|>event.language</> = "nl"
  say "Hallo!"
  -> end
}
`,
  fixed: `
state start {
  set user.language = "nl"
  say "Hallo!"
  -> end
}
`,
  only: ["variable"],
  *run({ file, path }) {
    for (const reference of file.references) {
      const message = reference.kind === "variable" ? refusalOf(reference) : undefined;
      if (message !== undefined) yield { path, ...reference.span, message };
    }
  },
};

/** Who may write where; presets set up any conversation that an author wants to see. */
const WRITERS: { readonly [scope in VariableScope]: readonly VariableWriter[] } = {
  bot: ["set", "var"],
  user: ["set", "ask", "var"],
  session: ["set", "ask", "save", "contract", "var"],
  temp: ["set", "ask", "save"],
  event: [],
  conversation: [],
  secret: [],
};

const GIVEN: ReadonlySet<VariableScope> = new Set<VariableScope>(["event", "conversation", "secret"]);

function refusalOf(reference: Extract<Reference, { kind: "variable" }>): string | undefined {
  const { scope, names, access, writer } = reference;
  if (access !== "write" && access !== "clear") return undefined;
  const refused = names.find((name) => refusedKeys.has(name));
  if (refused !== undefined) return `Nothing can be stored under ${inCode(refused)}. Choose another name.`;
  if (writer === "preset") return undefined;
  if (GIVEN.has(scope)) return `${inCode(scope)} can only be read.`;
  if (scope === "user" && names[0] === "id") return "`user.id` can only be read.";
  if (writer === undefined || WRITERS[scope].includes(writer)) return undefined;
  return `${inCode(scope)} cannot be written by ${inCode(writer)}${instead(reference)}`;
}

function instead({ scope, writer }: VariableReference): string {
  if (writer === "var") return ": what is in it lives too short to be declared. Use `session`, or `set` it.";
  return writer === "ask" ? `: all users share ${inCode(scope)}. Use \`session\`.` : ". Use `temp` or `session`.";
}
