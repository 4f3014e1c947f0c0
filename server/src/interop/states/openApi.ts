import type { StateId } from "./stateIds.ts";

/** The JSON schema of a wire id. `x-enum-varnames` and `x-enum-descriptions` are what code generators take names and comments from. */
export function stateSchema(states: readonly StateId[], bot: string) {
  return {
    description: `A dialog state of ${bot}, by its wire id.`,
    type: "string",
    enum: states.map(({ wireId }) => wireId),
    "x-enum-varnames": states.map(({ name }) => name),
    "x-enum-descriptions": states.map(({ documentation }) => documentation ?? ""),
  };
}

/** An OpenAPI document without paths: the wire ids, and the answer that an API step reads, for a backend's own document to refer to. */
export function openApiDocument(states: readonly StateId[], bot: string) {
  const nextDialogstate = {
    description: "Where the conversation goes; null and the empty text lead nowhere.",
    anyOf: [{ $ref: "#/components/schemas/DialogState" }, { type: "null" }, { const: "" }],
  };
  return {
    openapi: "3.1.0",
    info: { title: `Dialog states of ${bot}`, version: "1.0.0" },
    paths: {},
    components: {
      schemas: {
        DialogState: stateSchema(states, bot),
        ApiStepAnswer: {
          description: "What an API step of a conversation reads in an answer; every member may be left out.",
          type: "object",
          properties: {
            session: {
              type: "object",
              required: ["namespace", "data"],
              properties: { namespace: { type: "string" }, data: { type: "object" } },
            },
            messages: { type: "array", items: { $ref: "#/components/schemas/ApiStepMessage" } },
            action: { type: "object", properties: { nextDialogstate } },
            nextDialogstate,
          },
        },
        ApiStepMessage: {
          type: "object",
          required: ["type", "config"],
          properties: {
            type: { enum: ["text", "buttons", "quickReplies", "carousel", "list", "media"] },
            config: { type: "object" },
          },
        },
      },
    },
  };
}
