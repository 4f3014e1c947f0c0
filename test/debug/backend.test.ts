import { describe, expect, it } from "vitest";
import { type BackendAnswer, type DebugClient, debugFixture } from "../support/debugClient.ts";

const transfer = `
  flow transfer
  state start {
    say "One moment"
    api POST "http://HOST/transaction" {
      body { done: state done }
      session account { amount: number }
      nextDialogstate done
      on timeout -> slow
      on failure {
        say "The bank does not answer"
        -> end
      }
    }
    say "Nothing happened"
  }
  state done id "wire-done" { say "Left: {account.amount}" }
  state slow { say "Too slow" }
  mock paid POST "**/transaction" { body { action: { nextDialogstate: "wire-done" } } }
`;

function transferFrom(
  host: string,
  answer: BackendAnswer | ((body: string | null) => BackendAnswer),
  canAsk = true,
): ReturnType<typeof debugFixture> {
  const backend = typeof answer === "function" ? ({ body }: { body: string | null }) => answer(body) : () => answer;
  return debugFixture(transfer.replace("HOST", host), { backend, canAsk });
}

const moved: BackendAnswer = {
  body: { session: { namespace: "account", data: { amount: 7 } }, action: { nextDialogstate: "wire-done" } },
};

function said(client: DebugClient): readonly string[] {
  return client.trace.filter((line) => line.startsWith("bot: ")).map((line) => line.slice(5).split("  ")[0] ?? "");
}

describe("a whole conversation with a backend", () => {
  it("stops at the API step, at its answer and where it leads", async () => {
    const { client, sent } = transferFrom("localhost:4100", (body) =>
      body?.includes("wire-done") ? moved : undefined,
    );
    await client.start({}, ["main.flow:4", "main.flow:16"]);
    await client.settle();
    await client.go("next");
    await client.go("continue");
    expect(sent).toEqual(["POST http://localhost:4100/transaction"]);
    expect(client.trace.join("\n")).toMatchInlineSnapshot(`
      "> start
      bot: One moment  main.flow:3
      stopped breakpoint api POST "http://localhost:4100/transaction"  main.flow:4
      > next
      POST http://localhost:4100/transaction  main.flow:4
      200 after 7 ms  main.flow:4
      stopped breakpoint say "Left: {account.amount}"  main.flow:16
      > continue
      bot: Left: 7  main.flow:16
      (waits)"
    `);
  });

  it("shows the last API call", async () => {
    const { client } = transferFrom("localhost:4100", moved);
    await client.start({}, ["main.flow:16"]);
    await client.settle();
    const rows = await client.scopeRows("last API call");
    expect(rows.map((row) => row.name)).toEqual(["request", "response"]);
    expect(rows[1]?.value).toContain('"amount":7');
  });

  it("stops in the outcome of an API step", async () => {
    const { client } = transferFrom("localhost:4100", { status: 500 });
    await client.start({}, ["main.flow:9"]);
    await client.settle();
    expect(await client.stack()).toEqual([
      'say "The bank does not answer"  main.flow:10',
      "transfer.start  main.flow:2",
    ]);
  });

  it("reports a broken nextDialogstate at the API step", async () => {
    const { client } = transferFrom("localhost:4100", { body: { action: { nextDialogstate: "oops" } } });
    await client.start();
    const report = await client.runEvent("report");
    expect(report).toMatchObject({
      code: "broken-next",
      state: "transfer.start",
      source: { file: "main.flow", range: { start: { line: 3, character: 2 } } },
    });
    await client.settle();
    const [output] = client.outputs("stderr");
    expect(output).toMatchObject({ source: { path: "/bot/main.flow" }, line: 4 });
    expect(output?.output).toContain("oops");
    // The panel shows it: a message of the editor would cover its field.
    expect(client.outputs("important")).toEqual([]);
    expect(said(client)).toEqual(["One moment", "The bank does not answer"]);
  });

  it("is answered by mocks that are on, without a request and without a question", async () => {
    for (const mocks of ["on", ["paid"]]) {
      const { client, sent } = transferFrom("api.example", moved);
      await client.start({ mocks });
      await client.settle();
      expect([sent, client.events.filter((event) => event.event === "flow/consent")]).toEqual([[], []]);
      expect(client.runEvents("response")).toMatchObject([{ mock: "paid" }]);
      expect(said(client)).toEqual(["One moment", "Left:"]);
    }
  });
});

describe("mocks", () => {
  const dice = `
    state start {
      api GET "http://api.example/dice"
      say "{temp.response.body.rolled}"
    }
    mock roll GET "**/dice" { body { rolled: random(1, 1000000) } }
  `;
  const roll = async (seed: number): Promise<string | undefined> => {
    const { client } = debugFixture(dice);
    await client.start({ mocks: "on", seed });
    await client.settle();
    return said(client)[0];
  };

  it("throw the same dice with the same seed", async () => {
    expect(await roll(7)).toMatch(/^\d+$/);
    expect(await roll(7)).toBe(await roll(7));
    expect(await roll(7)).not.toBe(await roll(8));
  });

  it("say what their expressions cannot do", async () => {
    const { client } = debugFixture(dice.replace("random(1, 1000000)", "1 / 0"));
    await client.start({ mocks: "on" });
    await client.settle();
    expect(client.outputs("stderr")[0]?.output).toMatch(/^mock roll: .*zero/i);
  });
});

describe("a request to another host", () => {
  it("waits for the user's word, and goes out once it is allowed", async () => {
    const { client, sent } = transferFrom("api.example", moved);
    await client.start();
    expect((await client.event("flow/consent")).body).toEqual({ host: "api.example" });
    expect(sent).toEqual([]);
    await client.ask("flow/consent", { host: "api.example", allow: true });
    await client.settle();
    expect(sent).toEqual(["POST http://api.example/transaction"]);
    await client.ask("flow/restart");
    await client.runEvent("response");
    expect(client.events.filter((event) => event.event === "flow/consent")).toHaveLength(1);
  });

  it("fails where the user refuses", async () => {
    const { client, sent } = transferFrom("api.example", moved);
    await client.start();
    await client.event("flow/consent");
    await client.ask("flow/consent", { host: "api.example", allow: false });
    await client.settle();
    expect(sent).toEqual([]);
    expect(said(client)).toEqual(["One moment", "The bank does not answer"]);
  });

  it.each([
    ["ask", false],
    ["never", true],
  ])("fails at once with live: %s where asking is %s", async (live, canAsk) => {
    const { client, sent } = transferFrom("api.example", moved, canAsk);
    await client.start({ live });
    await client.settle();
    expect([sent, client.events.filter((event) => event.event === "flow/consent")]).toEqual([[], []]);
    expect(said(client)).toEqual(["One moment", "The bank does not answer"]);
  });

  it("goes out unasked with live: always", async () => {
    const { client, sent } = transferFrom("api.example", moved, false);
    await client.start({ live: "always" });
    await client.settle();
    expect(sent).toHaveLength(1);
  });

  it("can still be ended and paused while it waits for the word", async () => {
    const { client } = transferFrom("api.example", moved);
    await client.start();
    await client.event("flow/consent");
    await client.ask("pause", { threadId: 1 });
    await client.ask("flow/consent", { host: "api.example", allow: true });
    expect((await client.event("stopped")).body).toMatchObject({ reason: "pause" });
    await client.ask("terminate");
    await client.event("terminated");
  });
});

describe("a backend's answer of a megabyte", () => {
  it("is cut in the debug console, and whole in the run events", async () => {
    const text = "x".repeat(1_000_000);
    const { client } = transferFrom("localhost", { body: { text } });
    await client.start({ trace: true });
    await client.settle();
    const lines = client.outputs("console").map(({ output }) => output);
    expect(lines.filter((line) => line.startsWith("temp.response = "))).toHaveLength(1);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(20_000);
    expect(JSON.stringify(client.runEvents("response"))).toContain(text);
  });
});
