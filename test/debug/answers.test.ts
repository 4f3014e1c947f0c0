import { describe, expect, it } from "vitest";
import { debugFixture } from "../support/debugClient.ts";

const source = `
  --- main.flow
  flow main
  state start {
    api GET "http://localhost/slow" { on 409 { say "Conflict" } on timeout { say "Too slow" } on failure { say "Failed" } }
    say "Fine: {temp.response.body.n}"
  }
  mock one GET "/slow" { body { n: 1 } } then { body { n: 2 } }
`;

/** A backend that never answers. */
const silent = { backend: () => ({ status: 200 }), delay: 60_000 };

describe("the author answers in place of the backend", () => {
  it("while the request is under way", async () => {
    const { client } = debugFixture(source, silent);
    await client.start({ now: 0 });
    await client.runEvent("request");
    await client.tell("flow/answer", { id: "request-2", status: 200 });
    await client.ask("flow/answer", { id: "request-1", status: 200, body: { n: 5 } });
    await client.settle();
    expect(client.trace.join("\n")).toContain("bot: Fine: 5");
    expect(client.trace.join("\n")).toContain("refused: The conversation does not stand at `request-2`");
  });

  it("paused while the request is under way", async () => {
    const { client } = debugFixture(source, silent);
    await client.start({ now: 0 });
    await client.runEvent("request");
    await client.ask("pause");
    await client.stop();
    expect(await client.stack()).toHaveLength(2);
    await client.ask("flow/answer", { status: 409 });
    await client.go("continue");
    expect(client.trace.join("\n")).toContain("bot: Conflict");
  });

  it("at a failure, again and again, and the last answer counts", async () => {
    const { client, sent } = debugFixture(source, { backend: () => ({ status: 500 }) });
    await client.ask("initialize", {});
    await client.ask("setExceptionBreakpoints", { filters: ["apiFailure"] });
    await client.ask("launch", { program: "/bot", now: 0 });
    await client.ask("configurationDone");
    await client.stop();
    await client.ask("flow/answer", { id: "request-1", status: 409 });
    await client.ask("flow/answer", { id: "request-1", status: 200, body: { n: 7 } });
    await client.go("continue");
    expect(client.trace.join("\n")).toContain("bot: Fine: 7");
    expect(sent).toHaveLength(1);
  });

  it.each([
    [{ fault: "timeout" }, "Too slow"],
    [{ fault: "reset" }, "Failed"],
    [{ fault: "malformed" }, "Failed"],
    [{ mock: "one" }, "Fine: 1"],
    [{ status: 409, delay: 30_000 }, "Too slow"],
    [{ status: 200, headers: { "Content-Type": "application/json" }, body: '{"n":3}' }, "Fine: 3"],
  ])("with %j", async (answer, said) => {
    const { client } = debugFixture(source, silent);
    await client.start({ now: 0, stopOnEntry: true });
    await client.settle();
    await client.ask("flow/answer", answer);
    await client.go("continue");
    expect(client.trace.join("\n")).toContain(`bot: ${said}`);
  });

  it("but not by a mock that there is not, and not where no request is", async () => {
    const { client } = debugFixture(source, { backend: () => ({ body: { n: 0 } }) });
    await client.start({ now: 0, stopOnEntry: true });
    await client.settle();
    expect(await client.refusal("flow/answer", { mock: "two" })).toBe("There is no mock `two`.");
    expect(await client.refusal("flow/answer", { status: 99 })).toContain("`status` does not fit");
    await client.go("next");
    expect(await client.refusal("flow/answer", { status: 200 })).toContain("stands at no API step");
    await client.go("continue");
    expect(await client.refusal("flow/answer", { status: 200 })).toContain("stands at no API step");
  });

  it("a slow request is told as progress and can be cancelled", async () => {
    const { client } = debugFixture(source, silent);
    await client.ask("initialize", { supportsProgressReporting: true });
    await client.ask("launch", { program: "/bot", now: 0 });
    await client.ask("configurationDone");
    const { body } = await client.event("progressStart");
    expect(body).toMatchObject({ cancellable: true, message: "GET http://localhost/slow" });
    await client.ask("cancel", { progressId: "another" });
    await client.ask("cancel", { progressId: (body as { progressId: string }).progressId });
    await client.settle();
    expect(client.trace.join("\n")).toContain("bot: Failed");
    expect(client.events.some(({ event }) => event === "progressEnd")).toBe(true);
  });
});
