import { describe, expect, it } from "vitest";
import { debugFixture } from "../support/debugClient.ts";

const source = `
  --- main.flow
  flow main
  var session.pin: text sensitive
  state start {
    ask session.pin as text "Your pin?"
    api GET "http://localhost/check" {
      query { pin: session.pin }
      headers { "X-Token": "Token {secret.TOKEN}" }
      on failure { say "Failed" }
    }
    say "{session.missing}"
  }
`;

const hidden = ["hunter2", "4711-0815"];

describe("what must not be seen", () => {
  it("is in no message of a session that stops, goes back, writes and asks for everything", async () => {
    const { client } = debugFixture(source, {
      environment: { TOKEN: "hunter2" },
      backend: () => ({ status: 500, body: { echo: "Token hunter2", pin: ["4711-0815"], "4711-0815": 1 } }),
    });
    await client.ask("initialize", { supportsInvalidatedEvent: true });
    await client.ask("setExceptionBreakpoints", { filters: ["apiFailure", "expressionError"] });
    await client.ask("launch", { program: "/bot", now: 0, trace: true });
    await client.ask("configurationDone");
    await client.settle();
    await client.say("4711-0815");
    const look = async (): Promise<void> => {
      await client.request("exceptionInfo", {});
      for (const { id } of await client.frames()) {
        const { scopes } = await client.ask<{ scopes: readonly { variablesReference: number }[] }>("scopes", {
          frameId: id,
        });
        for (const { variablesReference } of scopes) {
          for (const row of await client.variables(variablesReference)) await client.variables(row.variablesReference);
        }
      }
      for (const expression of [
        "session.pin",
        "secret.TOKEN",
        "temp.response",
        "upper(session.pin)",
        "session.copy = session.pin",
      ])
        await client.request("evaluate", { expression, context: "repl" });
      for (const text of ["session.", "temp.response.body.", "secret.", "/tap "])
        await client.request("completions", { text, column: text.length + 1 });
      await client.request("setExpression", { expression: "temp.copy", value: "session.pin" });
      await client.request("dataBreakpointInfo", { name: "session.pin" });
      await client.request("stepInTargets", { frameId: 1 });
      await client.request("flow/mocks", {});
      await client.request("flow/variables", {});
    };
    await look();
    await client.go("stepBack");
    await look();
    await client.go("continue");
    await client.go("continue");
    await look();
    const told = JSON.stringify(client.messages);
    expect(told).toContain("The answer has status 500");
    expect(hidden.filter((text) => told.includes(text))).toEqual([]);
  });
});
