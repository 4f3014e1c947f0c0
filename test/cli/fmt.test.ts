import { readFile, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { commandLine, temporaryFolder } from "../support/commandLine.ts";

const untidy = "state  a {->b}\n";
const tidy = "state a { -> b }\n";

const shown = (path: string): string => relative(process.cwd(), path);

describe("fmt", () => {
  test("formats files in place and names those that it changed", async () => {
    await using folder = await temporaryFolder({ "one.flow": untidy, "sub/two.flow": untidy, "tidy.flow": tidy });
    const { code, out, error } = await commandLine("fmt", folder.path);
    expect({ code, error }).toEqual({ code: 0, error: "" });
    expect(out).toBe(`${shown(join(folder.path, "one.flow"))}\n${shown(join(folder.path, "sub/two.flow"))}\n`);
    for (const name of ["one.flow", "sub/two.flow", "tidy.flow"]) {
      expect(await readFile(join(folder.path, name), "utf8")).toBe(tidy);
    }
    expect(await commandLine("fmt", folder.path)).toEqual({ code: 0, out: "", error: "" });
  });

  test("takes several paths, and a file in the midst of a project alone", async () => {
    await using folder = await temporaryFolder({ "bot.flow": "bot b {}", "one.flow": untidy, "two.flow": untidy });
    expect((await commandLine("fmt", join(folder.path, "one.flow"), join(folder.path, "one.flow"))).code).toBe(0);
    expect(await readFile(join(folder.path, "one.flow"), "utf8")).toBe(tidy);
    expect(await readFile(join(folder.path, "two.flow"), "utf8")).toBe(untidy);
  });

  test("--check changes nothing, lists what is not formatted and exits with 1", async () => {
    await using folder = await temporaryFolder({ "one.flow": untidy, "tidy.flow": tidy });
    const path = join(folder.path, "one.flow");
    expect(await commandLine("fmt", "--check", folder.path)).toEqual({ code: 1, out: `${shown(path)}\n`, error: "" });
    expect(await readFile(path, "utf8")).toBe(untidy);
    expect((await commandLine("fmt", "--check", join(folder.path, "tidy.flow"))).code).toBe(0);
  });

  test("--stdout prints the text and changes nothing", async () => {
    await using folder = await temporaryFolder({ "one.flow": untidy });
    const path = join(folder.path, "one.flow");
    expect(await commandLine("fmt", "--stdout", path)).toEqual({ code: 0, out: tidy, error: "" });
    expect(await readFile(path, "utf8")).toBe(untidy);
    expect((await commandLine("fmt", "--stdout", "--check", path)).code).toBe(2);
  });

  test("follows the project's flowstate.json, and refuses a wrong one", async () => {
    await using folder = await temporaryFolder({
      "bot.flow": "bot b {\nlanguages en\n}\n",
      "flowstate.json": '{ "format": { "indent": 4 } }',
    });
    expect((await commandLine("fmt", "--stdout", folder.path)).out).toBe("bot b {\n    languages en\n}\n");
    await writeFile(join(folder.path, "flowstate.json"), '{ "format": { "indent": "four" } }');
    const { code, error } = await commandLine("fmt", folder.path);
    expect({ code, error }).toMatchObject({ code: 2, error: expect.stringMatching(/flowstate\.json.*format\.indent/) });
  });

  test("leaves what has mistakes as it is, and says so", async () => {
    await using folder = await temporaryFolder({ "half.flow": `${untidy}\nstate  half { ->  }\n` });
    const path = join(folder.path, "half.flow");
    const { code, error } = await commandLine("fmt", path);
    expect({ code, error }).toEqual({ code: 0, error: `${shown(path)}: what has mistakes was left as it is.\n` });
    expect(await readFile(path, "utf8")).toBe(`${tidy}\nstate  half { ->  }\n`);
  });

  test("keeps a byte order mark and the line ends, and refuses what is no UTF-8", async () => {
    await using folder = await temporaryFolder({ "one.flow": "\ufeffstate  a {\r\n-> b }\r\n" });
    const path = join(folder.path, "one.flow");
    await commandLine("fmt", path);
    expect(await readFile(path, "utf8")).toBe("\ufeffstate a {\r\n  -> b\r\n}\r\n");
    const latin = Buffer.from('state a { say  "gr\xfc\xdfe" }', "latin1");
    await writeFile(path, latin);
    expect((await commandLine("fmt", path)).code).toBe(2);
    expect(await readFile(path)).toEqual(latin);
  });

  test("refuses what it cannot read", async () => {
    await using folder = await temporaryFolder({ "notes.txt": "x" });
    for (const name of ["missing", "notes.txt"]) {
      const { code, out, error } = await commandLine("fmt", join(folder.path, name));
      expect({ code, out }).toEqual({ code: 2, out: "" });
      expect(error).toContain(join(folder.path, name));
    }
  });

  test("is explained by --help", async () => {
    expect((await commandLine("--help")).out).toMatch(/^ {2}fmt .*format flows in place/m);
    expect((await commandLine("fmt", "--help")).out).toMatch(/--check.*--stdout/s);
  });

  test("finds nothing to do in the examples", async () => {
    const examples = fileURLToPath(new URL("../../examples", import.meta.url));
    expect(await commandLine("fmt", "--check", examples)).toEqual({ code: 0, out: "", error: "" });
  });
});
