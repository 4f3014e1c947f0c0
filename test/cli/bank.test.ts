import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { commandLine, spawnCommandLine } from "../support/commandLine.ts";
import { type RunningExample, startExample, statesIn } from "../support/exampleBackend.ts";

let bank: RunningExample;

beforeAll(async () => {
  bank = await startExample("bank", "BANK_URL");
});

afterAll(() => {
  bank[Symbol.dispose]();
});

async function talk(...lines: readonly string[]) {
  return await bank.talk(lines);
}

/** Full names of the states that a conversation went through. */
async function statesOf(...lines: readonly string[]): Promise<readonly unknown[]> {
  return statesIn(await bank.events(lines));
}

test("the example has no problems at all", async () => {
  expect(await commandLine("check", bank.folder)).toEqual({ code: 0, out: "No problems in 4 files.\n", error: "" });
});

test("its own tests pass and reach every step", async () => {
  const { code, out, error } = await commandLine("test", bank.folder, "--min-coverage", "100");
  expect({ code, error }).toEqual({ code: 0, error: "" });
  expect(out).toMatch(/\n\d+ passed, 0 failed\n$/);
});

describe("the transfer", () => {
  test("with enough money ends in its state", async () => {
    const { out, error } = await talk("Transfer money", "100", "Alice", "Yes");
    expect(error).toBe("");
    expect(out).toContain("bot: Send €100 to Alice?\n");
    expect(out).toContain("→ POST URL/transaction\n← 200\n");
    expect(out).toMatch(/€400 left\.\n {2}1\. Another transfer\n {2}2\. Menu\n {2}3\. That was all\n$/);
    expect((await statesOf("Transfer money", "100", "Alice", "Yes")).at(-1)).toBe("transfer.done");
  });

  test("without enough money ends in the other", async () => {
    const { out } = await talk("Transfer money", "1000", "Bob", "1");
    expect(out).toContain("bot: That is too much: you can spend €750 at most.\n");
    expect((await statesOf("send money", "1000", "Bob", "yes")).at(-1)).toBe("transfer.noMoney");
  });

  test("asks again for what is no amount, and gives up after three times", async () => {
    const { out } = await talk("send money", "a lot", "-5", "nothing");
    expect(out).toContain("It has to be more than zero.");
    expect(out).toContain("Our people are there");
  });
});

describe("in Dutch", () => {
  test("the bot and the backend both speak it", async () => {
    const { out } = await talk(
      "Nederlands",
      "Mijn saldo",
      "Terug naar het menu",
      "geld overmaken",
      "25",
      "Carla",
      "Ja",
    );
    expect(out).toContain("bot: Wat kan ik voor je doen?");
    expect(out).toContain("bot: Op je betaalrekening staat €500");
    expect(out).toContain("bot: €25 overmaken naar Carla?");
    expect(out).toMatch(/€475/);
  });
});

describe("when things break", () => {
  test("slow, failing and broken answers", async () => {
    const { out, error } = await talk("When things break", "Be slow", "Fail", "Try the broken answer");
    expect(out).toContain("bot: There it is: 12 statements.");
    expect(out).toContain("← 500\nbot: The ledger failed with status 500.");
    expect(out).toContain("bot: Our bank is not answering as it should.");
    expect(error).toMatch(/help\.flow:\d+:3: broken-next: .*transfer\.confirmed/);
  });

  test("a backend that is not there is told in words", async () => {
    const { out } = await spawnCommandLine(["run", bank.folder], {
      input: "My balance\n",
      env: { BANK_URL: "http://127.0.0.1:1" },
    });
    expect(out).toContain("The server at 127.0.0.1:1 refused the connection. Is it running?");
    expect(out).toContain("Our bank is not answering as it should.");
  });
});

test("the script of the example walks through all of it", async () => {
  const script = await readFile(`${bank.folder}/script.txt`, "utf8");
  const { out, error } = await talk(...script.trimEnd().split("\n"));
  for (const text of ["€400 left", "at most", "12 statements", "status 500", "not answering", "Nog een fijne dag!"])
    expect(out).toContain(text);
  expect(out).not.toMatch(/did not get that|begreep ik niet/);
  // What a step handles is no report; the broken answer is one.
  expect(error.trim().split("\n")).toHaveLength(1);
});
