import { expect, test } from "vitest";
import { z } from "zod";
import { staleness, stateFormats, writeStates } from "../../server/src/interop/states/stateFormats.ts";
import { type StateId, stateIds } from "../../server/src/interop/states/stateIds.ts";
import { programOf } from "../support/program.ts";

const flows = `
  --- main.flow
  bot bank { start start }
  /// Where all begins.
  state start { say "Hi" -> help.\`talk to us\` }
  /// Two lines, */ and
  /// a "quote".
  state done id "dialogstate-123-abc" { -> end }
  --- help.flow
  state \`talk to us\` { -> main.done }
`;

const document = z.object({
  openapi: z.string(),
  components: z.object({ schemas: z.record(z.string(), z.unknown()) }),
});

function idsOf(source: string): readonly StateId[] {
  return stateIds(programOf(source));
}

test("a list has one wire id a line, sorted", () => {
  expect(writeStates(idsOf(flows), "list", "bank")).toBe("dialogstate-123-abc\nhelp.talk to us\nmain.start\n");
});

test("an id with a line end in it is one line still", () => {
  const ids = idsOf('state a id "x\\ny" {}\nstate b {}');
  expect(writeStates(ids, "list", "bank")).toBe('main.b\n"x\\ny"\n');
  expect(staleness("main.b\n", ids, writeStates(ids, "list", "bank"))).toBe('it lacks "x\\ny"');
});

test("a TypeScript module names the ids by full name, with what their documentation says", () => {
  expect(writeStates(idsOf(flows), "typescript", "bank")).toMatchInlineSnapshot(`
    "// Written by \`flowstate states --format typescript\`; a change here is lost.

    /** The dialog states of bank: full names, and the wire ids that a backend sends and is sent. */
    export const dialogStates = {
      /**
       * Two lines, * / and
       * a "quote".
       */
      "main.done": "dialogstate-123-abc",
      "help.talk to us": "help.talk to us",
      /** Where all begins. */
      "main.start": "main.start",
    } as const;

    /** A dialog state, by its wire id. */
    export type DialogState = (typeof dialogStates)[keyof typeof dialogStates];
    "
  `);
});

test("a JSON schema takes the ids and nothing else", () => {
  const schema = JSON.parse(writeStates(idsOf(flows), "json-schema", "bank"));
  expect(schema).toMatchObject({
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: "DialogState",
    type: "string",
    enum: ["dialogstate-123-abc", "help.talk to us", "main.start"],
    "x-enum-varnames": ["main.done", "help.talk to us", "main.start"],
    "x-enum-descriptions": ['Two lines, */ and\na "quote".', "", "Where all begins."],
  });
});

test("an OpenAPI document can be referred to: every reference in it leads somewhere", () => {
  const text = writeStates(idsOf(flows), "openapi", "bank");
  const { openapi, components } = document.parse(JSON.parse(text));
  expect(openapi).toBe("3.1.0");
  const names = [...text.matchAll(/"#\/components\/schemas\/(\w+)"/g)].map(([, name]) => name);
  expect(names.length).toBeGreaterThan(0);
  for (const name of names) expect(components.schemas).toHaveProperty(name ?? "");
  expect(components.schemas["DialogState"]).toMatchObject({ enum: idsOf(flows).map(({ wireId }) => wireId) });
});

test("where the states stand does not matter, only what they are", () => {
  const moved = idsOf(`
    --- a.flow
    flow help
    state \`talk to us\` { -> main.done }
    --- b.flow
    flow main
    bot bank { start start }
    /// Two lines, */ and
    /// a "quote".
    state done id "dialogstate-123-abc" { say "Other words." -> end }
    /// Where all begins.
    state start { -> help.\`talk to us\` }
  `);
  for (const format of stateFormats) {
    expect(writeStates(moved, format, "bank")).toBe(writeStates(idsOf(flows), format, "bank"));
  }
});

test.each(stateFormats)(
  "a file of format %s is up to date until a state comes, goes or is called otherwise",
  (format) => {
    const ids = idsOf(flows);
    const written = writeStates(ids, format, "bank");
    expect(staleness(written, ids, written)).toBeUndefined();
    expect(staleness(written.replaceAll("\n", "\r\n"), ids, written)).toBeUndefined();
    const more = idsOf(`${flows}\n  state newcomer {}`);
    expect(staleness(written, more, writeStates(more, format, "bank"))).toBe("it lacks help.newcomer");
    const less = ids.slice(1);
    expect(staleness(written, less, writeStates(less, format, "bank"))).toBe("it says other than the flows");
  },
);
