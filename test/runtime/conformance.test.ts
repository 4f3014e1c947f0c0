import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { type ConformanceCase, conformanceFile } from "../support/conformanceCase.ts";
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
    expect(names.length).toBeGreaterThanOrEqual(400);
    expect(new Set(names).size).toBe(names.length);
  });

  test("are described by a schema", () => {
    expect(read("schema.json")).toEqual(z.toJSONSchema(conformanceFile, { io: "input" }));
  });
});

describe("a case that is wrong", () => {
  const right: ConformanceCase = {
    name: "right",
    source: "here",
    program: ['state s { say "Hi" { reply "Yes" value 1 } say "There" }'],
    expect: [{ message: { text: "Hi", replies: [{ title: "Yes" }] } }, { message: "There" }],
    show: ["message"],
  };
  const wrong: readonly (readonly [string, ConformanceCase["expect"]])[] = [
    ["a text that is not said", [{ message: "Hi [Yes]" }, { message: "Here" }]],
    ["a field that is another", [{ message: { text: "Hi", replies: [{ title: "No" }] } }, { message: "There" }]],
    ["a field that is not there", [{ message: { text: "Hi", buttons: [] } }, { message: "There" }]],
    ["a list that is longer", [{ message: { replies: [{ title: "Yes" }, { title: "No" }] } }, { message: "There" }]],
    ["an event too many", [{ message: "Hi [Yes]" }, { message: "There" }, { message: "More" }]],
    ["an event too few", [{ message: "Hi [Yes]" }]],
    ["another type of event", [{ message: "Hi [Yes]" }, { report: "There" }]],
    ["a word that does not fit", [{ message: { text: { $matches: "^Ho" } } }, { message: "There" }]],
    ["what should be absent", [{ message: { text: { $absent: true } } }, { message: "There" }]],
  ];

  test.each(wrong)("%s does not pass", async (_, expected) => {
    const { events } = await runCase(right);
    expect(seenBy(right, events)).toEqual(right.expect);
    expect(seenBy({ ...right, expect: [...expected] }, events)).not.toEqual(expected);
  });

  test.each([
    [[{ a: 1 }], [{ a: 2 }]],
    [[{ a: 1 }], []],
    [{ a: { $least: 2 } }, { a: 1 }],
    [{ a: { $contains: "b" } }, { a: "a" }],
    [{ a: { $length: 2 } }, { a: [1] }],
    [{ a: null }, {}],
  ])("%j does not fit %j", (pattern, actual) => {
    expect(projectOnto(pattern, actual)).not.toEqual(pattern);
  });
});
