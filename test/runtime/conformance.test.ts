import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { conformanceFile } from "../support/conformanceCase.ts";
import { runCase, seenBy } from "../support/conformanceRun.ts";
import { projectOnto } from "../support/partialMatch.ts";

/**
 * The runtime to the letter: each case of `conformance/*.json` proves one statement of the language, or of a system that
 * backends are written for. A backend in a case is a real HTTP server.
 */
const folder = new URL("conformance/", import.meta.url);
const read = (name: string): unknown => JSON.parse(readFileSync(new URL(name, folder), "utf8")) as unknown;
const files = readdirSync(folder)
  .filter((name) => name.endsWith(".json") && name !== "schema.json")
  .sort()
  .map((name) => ({ name, ...conformanceFile.parse(read(name)) }));

for (const { title, cases } of files) {
  describe(title, () => {
    test.each(cases.map((each) => [`${each.name} (${each.source})`, each] as const))("%s", async (_, each) => {
      const { events, requests, sent, memory, program } = await runCase(each);
      expect(seenBy(each, events)).toEqual(each.expect);
      if (each.requests !== undefined) expect(projectOnto(each.requests, requests)).toEqual(each.requests);
      if (each.sent !== undefined) expect(projectOnto(each.sent, sent)).toEqual(each.sent);
      if (each.memory !== undefined) expect(projectOnto(each.memory, memory)).toEqual(each.memory);
      for (const text of each.never ?? []) expect(JSON.stringify(events)).not.toContain(text);
      const known = new Set([...program.flows.values()].map(({ file }) => file));
      for (const { source } of events) if (source !== undefined) expect(known).toContain(source.file);
    });
  });
}

describe("the cases", () => {
  test("are many, each with a name of its own", () => {
    const names = files.flatMap(({ name, cases }) => cases.map((each) => `${name}: ${each.name}`));
    expect(names.length).toBeGreaterThanOrEqual(180);
    expect(new Set(names).size).toBe(names.length);
  });

  test("are described by a schema", () => {
    expect(read("schema.json")).toEqual(z.toJSONSchema(conformanceFile, { io: "input" }));
  });
});
