import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { z } from "zod";
import { commandLine, type TemporaryFolder, temporaryFolder } from "../support/commandLine.ts";

const bot = `flow shop
bot shop { start shop.start }
service orders { base "https://orders.example.com" }
state start {
  ask session.number as r"[0-9]{4}" "Which order?"
  api orders GET "/orders/{session.number}" {
    on 404 -> missing
    on failure -> start
  }
  say "There it is."
  -> end
}
state missing { say "There is none." }
state never { say "Never." -> end }
`;

let folder: TemporaryFolder;

beforeEach(async () => {
  folder = await temporaryFolder({ "shop.flow": bot });
  vi.spyOn(process, "cwd").mockReturnValue(folder.path);
});
afterEach(() => folder[Symbol.asyncDispose]());

const report = z.object({
  version: z.literal(1),
  seed: z.number(),
  complete: z.boolean(),
  findings: z.array(
    z.object({ kind: z.string(), code: z.string(), file: z.string(), way: z.array(z.string()), test: z.string() }),
  ),
  states: z.object({ total: z.number(), reached: z.number(), never: z.array(z.object({ state: z.string() })) }),
});

describe("flowstate explore", () => {
  test("tells what breaks, the way there and what it did not come to", async () => {
    const { code, out } = await commandLine("explore", folder.path, "--budget", "500");
    expect(out).toMatch(
      new RegExp(
        [
          "^dead-end The conversation stops in `shop.missing`: it offers nothing, asks nothing and does not end.",
          "  shop.flow:13:7",
          '    user "0000"',
          "    answer 404",
          "",
          "States that no conversation came to",
          "  shop.never shop.flow:14:7",
          "",
          "1 finding; 2 of 3 states reached, \\d+ moments, 500 steps\n$",
        ].join("\n"),
      ),
    );
    expect(code).toBe(1);
  });

  test("prints one JSON object, the same for the same seed", async () => {
    const run = async (...args: readonly string[]) =>
      (await commandLine("explore", folder.path, "--budget", "500", "--format", "json", ...args)).out;
    const out = await run("--seed", "7");
    expect(report.parse(JSON.parse(out))).toMatchObject({
      seed: 7,
      complete: true,
      findings: [{ kind: "dead-end", file: "shop.flow", way: ['user "0000"', "answer 404"] }],
      states: { total: 3, reached: 2, never: [{ state: "shop.never" }] },
    });
    expect(await run("--seed", "7")).toBe(out);
  });

  test("writes a test for each finding, which passes for as long as it is there", async () => {
    const { error } = await commandLine("explore", folder.path, "--budget", "500", "--out", join(folder.path, "found"));
    expect(error).toContain("1 test in ");
    const text = await readFile(join(folder.path, "found/explored.test.flow"), "utf8");
    expect(text).toContain('test "a dead end in shop.missing"');
    expect(await commandLine("test", folder.path)).toMatchObject({ code: 0 });
    expect(await commandLine("fmt", join(folder.path, "found"), "--check")).toMatchObject({ code: 0 });
    const again = await commandLine("explore", folder.path, "--budget", "500", "--out", join(folder.path, "found"));
    expect(again).toMatchObject({ code: 2 });
    expect(again.error).toContain("is there already");
  });

  test("finds nothing in a sound bot, and takes a budget in time", async () => {
    await using sound = await temporaryFolder({ "a.flow": 'state start { ask session.x as text "?" -> end }\n' });
    expect(await commandLine("explore", sound.path, "--budget", "200ms")).toMatchObject({ code: 0 });
  });

  test.each(["0", "x", "1.5", "5 s", "-1"])("--budget %s is none", async (budget) => {
    expect((await commandLine("explore", folder.path, `--budget=${budget}`)).code).toBe(2);
  });
});
