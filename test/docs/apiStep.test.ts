import { describe, expect, test } from "vitest";
import { runCase, seenBy } from "../support/conformanceRun.ts";
import { examplesOf, readDocument } from "../support/documentation.ts";

const page = "docs/api-step.md";

/** The answers of the page, each with the conversation below it. */
const answers = [...readDocument(page).matchAll(/^```http\n([\s\S]*?)^```\n\n^```text\n([\s\S]*?)^```$/gm)].map(
  ([, answer = "", said = ""], at) => ({
    name: `${at + 1}: ${said.split("\n")[0] ?? ""}`,
    answer,
    said: said.trimEnd(),
  }),
);

const program = (examplesOf(page)[0]?.files[0]?.text ?? "").replace("SHOP_URL", "BACKEND").split("\n");

describe("the answers in the page about API steps", () => {
  test("are there, and so is the flow that gets them", () => {
    expect(answers.length).toBeGreaterThanOrEqual(7);
    expect(program.join("\n")).toContain('base env("BACKEND"');
    expect(readDocument(page).match(/^```http$/gm)).toHaveLength(answers.length);
  });

  test.each(answers)("$name", async ({ answer, said }) => {
    const [head = "", ...body] = answer.split("\n\n");
    const raw = [...head.trimEnd().split("\n"), "", body.join("\n\n")];
    const each = {
      name: "documented",
      source: page,
      program,
      environment: { SHOP_TOKEN: "token-0123456789" },
      backend: [{ raw: head.includes("204") ? [...raw, ""] : raw }],
      inputs: [...said.matchAll(/^user: \[(.*)\]$/gm)].map(([, tap = ""]) => ({ tap })),
      expect: [],
      show: ["message" as const, "report" as const, "input" as const],
    };
    const { events } = await runCase(each);
    expect(seenBy(each, events).map(drawn).join("\n")).toBe(said);
  });
});

function drawn(event: ReturnType<typeof seenBy>[number]): string {
  if (event.message !== undefined) return `bot: ${String(event.message)}`;
  if (event.report !== undefined) return `report: ${String(event.report)}`;
  const input = JSON.parse(String(event.input)) as { readonly text: string };
  return `user: [${input.text}]`;
}
