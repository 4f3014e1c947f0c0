import { z } from "zod";
import { configurationSchema } from "../../server/src/channels/configuration.ts";
import type { Check } from "../../server/src/semantics/checks/check.ts";

/** The JSON schema of `flowstate.json`, with every check and what it says by itself. */
export function settingsSchema(checks: readonly Check[]): string {
  const severity = (check: Check) => ({
    description: check.summary,
    default: check.severity,
    allOf: [{ $ref: "#/definitions/severity" }],
  });
  const length = (description: string, by: number, most: number) => ({
    description,
    type: "integer",
    minimum: 1,
    maximum: most,
    default: by,
  });
  const section = (description: string) => ({ description, type: "object" });
  const schema = {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: "The settings of a Flowstate project",
    description: "Stands beside the file that holds the `bot`. The editor and the command line both read it.",
    type: "object",
    definitions: {
      severity: {
        oneOf: [
          { const: "error", description: "It keeps `flowstate check` from passing." },
          { const: "warning", description: "Something is probably not as it was meant." },
          { const: "information", description: "Something to know." },
          { const: "hint", description: "Something that could be better." },
          { const: "off", description: "It is not looked for." },
        ],
      },
    },
    properties: {
      $schema: { type: "string" },
      checks: {
        ...section(
          "How serious a check is, by its code. Settings of the editor and options of the command line override it.",
        ),
        properties: Object.fromEntries(checks.map((check) => [check.code, severity(check)])),
        additionalProperties: false,
      },
      format: {
        ...section("How the formatter lays flows out."),
        properties: {
          width: length("The characters in a line, beyond which it is broken.", 100, 1_000),
          indent: length("The blanks for one step of indentation.", 2, 16),
        },
        additionalProperties: false,
      },
      neighbours: {
        type: "boolean",
        default: true,
        description:
          "Whether the JSON, JavaScript and TypeScript files of the project are looked at for names of states.",
      },
      nlu: {
        ...section(
          "A language model that is asked which intent a text says. Without it the phrases of the bot decide, on this machine alone.",
        ),
        properties: {
          endpoint: {
            description: "The address before `/chat/completions` of an endpoint that speaks as OpenAI's does.",
            type: "string",
            pattern: "^https?://",
            examples: ["http://localhost:11434/v1"],
          },
          model: { description: "The name of the model.", type: "string", minLength: 1 },
          key: {
            description:
              "The name of the environment variable (or of the line in `.env`) that holds the key; never the key.",
            type: "string",
            pattern: "^[A-Za-z_][A-Za-z0-9_]*$",
          },
          timeout: length("The milliseconds to wait for an answer before the phrases decide.", 5_000, 60_000),
        },
        dependencies: { endpoint: ["model"], model: ["endpoint"], key: ["endpoint"], timeout: ["endpoint"] },
        additionalProperties: false,
      },
      coverage: {
        description:
          "What the tests have to reach, in percent: `flowstate test` fails where all of them together reach less.",
        type: "object",
        properties: {
          steps: percentage("Of the steps of all states and routes."),
          states: percentage("Of the dialog states."),
          branches: percentage("Of the routes, replies, buttons and arms of conditions."),
          outcomes: percentage(
            "Of the answers that API steps declare: their `nextDialogstate`, their `on` blocks, failure.",
          ),
        },
        additionalProperties: false,
      },
      channels: channelSettings(),
    },
  };
  return `${withShortLists(JSON.stringify(schema, null, 2))}\n`;
}

/** What `flowstate serve` reads, as its own schema says. */
function channelSettings(): object {
  const { $schema: _, ...rest } = z.toJSONSchema(configurationSchema, { io: "input", target: "draft-7" });
  return { description: "The channels of `flowstate serve`.", ...rest };
}

/** Lists of texts that fit into a line stand in one, as the formatter of the repository wants them. */
function withShortLists(json: string): string {
  return json.replace(
    /^( *"\w+": )\[\n([^[\]{}]*?)\n *\](,?)$/gm,
    (long, before: string, items: string, after: string) => {
      const short = `${before}[${items.trim().replaceAll(/,\n */g, ", ")}]${after}`;
      return short.length <= 120 ? short : long;
    },
  );
}

function percentage(description: string) {
  return { description, type: "number", minimum: 0, maximum: 100 };
}
