import { describe, expect, test } from "vitest";
import { run } from "../support/conversation.ts";
import { examplesOf, readDocument } from "../support/documentation.ts";

const page = "docs/understanding.md";
const program = examplesOf(page)[0]?.files[0]?.text ?? "";
const table = /^```text\n([\s\S]*?)^```$/m.exec(readDocument(page))?.[1] ?? "";
const rows = table
  .trimEnd()
  .split("\n")
  .map((line) => line.split(/\s{2,}/));

describe("the texts in the page about understanding", () => {
  test("are there", () => {
    expect(rows.length).toBeGreaterThanOrEqual(8);
  });

  test.each(rows)("%s: %s", (text = "", wanted = "") => {
    const { events } = run(program, [text]);
    const match = events.find((event) => event.type === "match");
    const { intent, entities = {} } = match?.type === "match" ? match : {};
    const values = Object.keys(entities).length === 0 ? "" : ` ${JSON.stringify(entities)}`;
    expect(intent === undefined ? "–" : `${intent.name} ${Math.round(intent.confidence * 100) / 100}${values}`).toBe(
      wanted,
    );
  });
});
