import { describe, expect, it } from "vitest";
import { debugFixture } from "../support/debugClient.ts";

const source = `
  flow main
  service shop { base "http://localhost" }
  state start {
    set session.a.b = 1
    say "No name here" { reply "Go" -> two  reply "{session.a.b}" { say "in a block: {session.late}" } }
    on text "x" when session.a.b == 1 -> two
  }
  state two {
    if session.a.b == 2 { say "{session.late}" } else { say "else" }
    set session.list = [1, 2]
    set session.at = session.list[session.a.b]
    api shop GET "/{session.late}" { query { q: temp.q } on 404 { say "{session.other}" } }
    match session.list[0] { session.at { say "one" } }
    clear session.a
    ask session.a as text "{session.at}?" { skip when session.list }
    call three
  }
  state three { say "three" -> return }
`;

/** The steps before which a breakpoint on a path stops, from the first state to the end of the second. */
async function stops(dataId: string, accessType: string): Promise<readonly string[]> {
  const { client } = debugFixture(source, { backend: () => ({ status: 404 }) });
  await client.start({ now: 0, stopOnEntry: true });
  await client.settle();
  await client.ask("setDataBreakpoints", { breakpoints: [{ dataId, accessType }] });
  let isSaid = false;
  for (let left = 0; left < 20; left += 1) {
    const { length } = client.trace;
    if (client.trace.at(-1) !== "(waits)") await client.go("continue");
    if (client.trace.at(-1) === "(waits)" && isSaid) break;
    if (client.trace.at(-1) === "(waits)") await client.input({ type: "tap", text: "Go" });
    isSaid ||= client.trace.slice(length).some((line) => line.startsWith("user: [Go]"));
  }
  return client.trace.flatMap((line) => /^stopped data breakpoint (.*) {2}main/.exec(line)?.[1]?.slice(0, 12) ?? []);
}

describe("a data breakpoint", () => {
  it("on reads stops before the steps that read the path, what is in it or around it, and not for their blocks", async () => {
    expect(await stops("session.a.b", "read")).toEqual(['say "No name', "if session.a", "set session."]);
    expect(await stops("session.list[1]", "read")).toEqual(["set session.", "match sessio", "ask session."]);
    expect(await stops("session.late", "read")).toEqual(["api shop GET"]);
    expect(await stops("temp.q", "read")).toEqual(["api shop GET"]);
  });

  it("on writes stops after them, and on both at each", async () => {
    expect(await stops("session.at", "write")).toEqual(["api shop GET"]);
    expect(await stops("session.at", "readWrite")).toEqual(["api shop GET", "match sessio", "ask session."]);
  });
});
