import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startDebugAdapter } from "../../server/src/debug/adapter.node.ts";
import { DebugClient, debugFixture, projectFolder } from "../support/debugClient.ts";

const source = `
  --- main.flow
  flow main
  state start {
    say "One"
    ask session.name as text "Name?"
    say "Hi {session.name}"
  }
`;

/** The file with a change in it. */
const changed = (change: (text: string) => string): string =>
  change(`flow main
state start {
  say "One"
  ask session.name as text "Name?"
  say "Hi {session.name}"
}
`);

describe("breakpoints", () => {
  it("set by the real path hold in a program that is launched through a link, and the other way round", async () => {
    for (const [program, file] of [
      ["/link", `${projectFolder}/main.flow`],
      [projectFolder, "/link/main.flow"],
    ]) {
      const { client, link } = debugFixture(source);
      link("/link", projectFolder);
      await client.ask("initialize", {});
      await client.ask("launch", { program });
      const { breakpoints } = await client.ask<{ breakpoints: readonly object[] }>("setBreakpoints", {
        source: { path: file },
        breakpoints: [{ line: 3 }],
      });
      expect(breakpoints).toMatchObject([{ verified: true, line: 3, source: { path: file } }]);
      await client.ask("configurationDone");
      await client.stop();
      await client.ask("disconnect");
    }
  });

  it("move with the flows that are saved while the conversation is stopped", async () => {
    const { client, write } = debugFixture(source);
    await client.start({ now: 0 }, ["main.flow:5"]);
    await client.settle();
    await client.ask("pause");
    await client.stop();
    write(
      `${projectFolder}/main.flow`,
      changed((text) => text.replace("Name?", "Your name?").replace('say "Hi', 'set session.x = 1\n  say "Hi')),
    );
    await client.ask("flow/reload");
    expect(await client.stack()).toEqual([
      'ask session.name as text "Your name?"  main.flow:4',
      "main.start  main.flow:2",
    ]);
    await client.say("Ada");
    expect(client.trace.at(-1)).toBe("stopped breakpoint set session.x = 1  main.flow:5");
    await client.go("stepBack");
    expect((await client.stack())[0]).toBe('ask session.name as text "Your name?"  main.flow:4');
    await client.go("continue");
    expect(client.trace.at(-2)).toBe("bot: Your name?  main.flow:4");
  });

  it("a step that is held while its flow is saved runs as it is written now", async () => {
    const { client, write } = debugFixture(source);
    await client.start({ now: 0, stopOnEntry: true });
    await client.settle();
    write(
      `${projectFolder}/main.flow`,
      changed((text) => text.replace("One", "Two")),
    );
    await client.ask("flow/reload");
    expect(await client.stack()).toEqual(['say "Two"  main.flow:3', "main.start  main.flow:2"]);
    await client.go("next");
    expect(client.trace.at(-2)).toBe("bot: Two  main.flow:3");
  });
});

describe("a running conversation", () => {
  let folder = "";
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "flowstate-saved-"));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it("takes flows from the disk as soon as they are saved, and says so", async () => {
    await writeFile(
      join(folder, "main.flow"),
      changed((text) => text),
    );
    const [toAdapter, fromAdapter] = [new PassThrough(), new PassThrough()];
    startDebugAdapter(toAdapter, fromAdapter, { exit: () => {} });
    const client = new DebugClient(fromAdapter, toAdapter);
    await client.ask("initialize", {});
    await client.ask("launch", { program: folder });
    await client.ask("configurationDone");
    await client.settle();
    await writeFile(
      join(folder, "main.flow"),
      changed((text) => text.replace("Hi", "Hello")),
    );
    expect((await client.event("flow/reloaded")).body).toEqual({ changes: [] });
    await client.say("Ada");
    expect(client.trace).toContain("bot: Hello Ada  main.flow:5");
    await client.ask("disconnect");
  });
});
