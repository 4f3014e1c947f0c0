import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { type ImportedFile, plainFileName } from "../../interop/conversations/imported.ts";
import { compile } from "../../runtime/compile.ts";
import { createProjectIndex } from "../../semantics/projectIndex.ts";
import { laidOut, type TestSetting, writeTest } from "../../testing/writeTest.ts";
import { UsageError } from "../usageError.ts";

/** A file that an import is to write. */
export interface WrittenFile {
  /** Below the folder that is written to. */
  readonly name: string;
  readonly text: string;
}

/** The tests of each file as a `.test.flow`, laid out as `fmt` does; two files of one name get a number. */
export function writtenFiles(files: readonly ImportedFile[]): readonly WrittenFile[] {
  const setting = settingOfNoProject();
  const taken = new Set<string>();
  return files.map(({ path, tests }) => {
    const plain = plainFileName(path).replaceAll(/[\\/:*?"<>|`\p{Cc}]/gu, "_");
    let name = `${plain}.test.flow`;
    for (let at = 2; taken.has(name.toLowerCase()); at++) name = `${plain}-${at}.test.flow`;
    taken.add(name.toLowerCase());
    const source = path.slice(path.lastIndexOf("/") + 1).replaceAll(/\p{Cc}/gu, " ");
    const text = tests.map((test) => `${writeTest(test, setting)}\n`).join("\n");
    return { name, text: laidOut(`// Imported from ${source}.\n\n${text}`, setting) };
  });
}

/** Writes the files; throws a `UsageError`, before anything is written, where another file is in the way. */
export async function writeAll(folder: string, files: readonly WrittenFile[]): Promise<void> {
  for (const { name, text } of files) {
    const path = join(folder, name);
    const there = await readFile(path, "utf8").catch(() => undefined);
    if (there !== undefined && there !== text)
      throw new UsageError(
        `${path} is there already and says something else: move it, or name another folder with --out.`,
      );
  }
  for (const { name, text } of files) {
    const path = join(folder, name);
    try {
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, text);
    } catch (error) {
      throw new UsageError(`${path} cannot be written: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
}

/** Imported tests name no states, so that they are written the same for every project. */
function settingOfNoProject(): TestSetting {
  const compiled = compile(createProjectIndex([]));
  if (!compiled.ok) throw new Error("A project without files has no mistakes.");
  return { program: compiled.program };
}
