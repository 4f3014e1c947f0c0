import { expect, test } from "vitest";
import { exploreInProcess, readExplored } from "../../client/src/testing/exploreProcess.ts";
import { commandLineFile, temporaryFolder } from "../support/commandLine.ts";

test("a bot is explored in a process of its own", async () => {
  await using folder = await temporaryFolder({
    "bot.flow": 'bot b { start bot.start }\nstate start { say "Hi." { reply "In" -> in } }\nstate in { say "Bye." }\n',
  });
  const wanted = { commandLine: commandLineFile, cwd: folder.path, program: folder.path, onProgress: () => undefined };
  const explored = await exploreInProcess({ ...wanted, budget: "300", signal: new AbortController().signal });
  expect(explored).toMatchObject({
    findings: [{ code: "dead-end", place: { file: "bot.flow", line: 2, character: 6 }, way: ['tap "In"'] }],
    never: [],
    reached: 2,
    states: 2,
  });
  const stopped = await exploreInProcess({ ...wanted, budget: "60s", signal: AbortSignal.timeout(100) });
  expect(stopped).toBeUndefined();
});

test("why a bot cannot be explored is told", async () => {
  await using folder = await temporaryFolder({ "bot.flow": "state start { -> nowhere }\n" });
  const signal = new AbortController().signal;
  const wanted = { commandLine: commandLineFile, cwd: folder.path, program: folder.path, budget: "10", signal };
  expect(await exploreInProcess({ ...wanted, onProgress: () => undefined })).toContain("unknown-state");
  expect(readExplored("{")).toBeUndefined();
  expect(readExplored('{"findings":[],"states":null}')).toBeUndefined();
});
