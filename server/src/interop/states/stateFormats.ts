import { openApiDocument, stateSchema } from "./openApi.ts";
import type { StateId } from "./stateIds.ts";
import { typeScriptModule } from "./typeScript.ts";

export const stateFormats = ["list", "json-schema", "typescript", "openapi"] as const;

/** How the wire ids are written: for a shell, a validator, a TypeScript backend, or any other compiler. */
export type StateFormat = (typeof stateFormats)[number];

/** The states of a bot as a file, which ends with a line end. The same states give the same text. */
export function writeStates(states: readonly StateId[], format: StateFormat, bot: string): string {
  switch (format) {
    case "list":
      return states.map(({ wireId }) => `${lineOf(wireId)}\n`).join("");
    case "json-schema": {
      const head = { $schema: "https://json-schema.org/draft/2020-12/schema" };
      return json({ ...head, title: "DialogState", ...stateSchema(states, bot) });
    }
    case "typescript":
      return typeScriptModule(states, bot);
    case "openapi":
      return json(openApiDocument(states, bot));
  }
}

/** What is wrong with a file that was written of the states earlier: a sentence, or nothing where it is up to date. */
export function staleness(file: string, states: readonly StateId[], written: string): string | undefined {
  const text = file.replaceAll("\r\n", "\n");
  if (text === written) return undefined;
  const lines = new Set(text.split("\n"));
  const lacking = states
    .map(({ wireId }) => wireId)
    .filter((id) => !lines.has(lineOf(id)) && !text.includes(JSON.stringify(id)));
  return lacking.length === 0 ? "it says other than the flows" : `it lacks ${lacking.map(lineOf).join(", ")}`;
}

/** An id that a line cannot hold is written as in JSON. */
function lineOf(wireId: string): string {
  return /[\p{Cc}\p{Zl}\p{Zp}]/u.test(wireId) ? JSON.stringify(wireId) : wireId;
}

function json(value: object): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
