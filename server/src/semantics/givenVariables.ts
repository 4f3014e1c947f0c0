/** What a flow may read although nothing in the project writes it: the input, the user, the last answer. */
import type { VariableScope } from "./references.ts";

interface GivenVariable {
  readonly scope: VariableScope;
  readonly names: readonly string[];
  /** In the words of the language's types. */
  readonly type: string;
  /** One sentence. */
  readonly documentation: string;
}

const table: readonly (readonly [VariableScope, readonly string[], string, string])[] = [
  ["event", ["text"], "text", "What the user wrote."],
  ["event", ["type"], "text", "What came in: text, tap, event, attachment or silence."],
  ["event", ["intent", "name"], "text", "The intent that was understood."],
  ["event", ["intent", "confidence"], "number", "How sure that is, from 0 to 1."],
  ["event", ["entities"], "any", "What was found in the text, by name."],
  ["event", ["payload"], "any", "The value of the reply, or the data of the event."],
  ["event", ["channel"], "text", "The channel that the input came by."],
  ["event", ["language"], "language", "The language of the input."],
  ["event", ["attachments"], "list of attachment", "What the user attached."],
  ["conversation", ["id"], "text", "The name of this conversation."],
  ["conversation", ["state"], "text", "The full name of the current state."],
  ["user", ["id"], "text", "The name of the user."],
  ["user", ["language"], "language", "The language that the bot speaks with the user."],
  ["temp", ["response", "status"], "number", "The status of the last answer of a backend; nothing if there was none."],
  ["temp", ["response", "headers"], "any", "The headers of the last answer of a backend."],
  ["temp", ["response", "body"], "any", "The body of the last answer of a backend."],
  ["temp", ["response", "ms"], "number", "How long the last answer of a backend took, in milliseconds."],
];

export const GIVEN_VARIABLES: readonly GivenVariable[] = table.map(([scope, names, type, documentation]) => ({
  scope,
  names,
  type,
  documentation,
}));

/** True if the runner gives the variable, or something that is stored in it. */
export function isGiven(scope: VariableScope, names: readonly string[]): boolean {
  if (names.length === 0 || scope === "secret") return true;
  if (scope === "session" && names[0] === "locale") return true;
  return GIVEN_VARIABLES.some((given) => given.scope === scope && isPrefix(given.names, names));
}

/** True if nothing but the runner writes to the scope. */
export function isReadOnlyScope(scope: VariableScope): boolean {
  return scope === "event" || scope === "conversation" || scope === "secret";
}

/** One of them is the beginning of the other. */
function isPrefix(a: readonly string[], b: readonly string[]): boolean {
  return a.every((name, at) => b[at] === undefined || b[at] === name);
}
