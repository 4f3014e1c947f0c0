import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { parseEnv } from "node:util";
import type { Environment } from "../transition.ts";

/**
 * What `env` and `secret` read: the environment of this process, and below it the file `.env` in the project's folder
 * (an absolute path), which is where an author keeps secrets that must not be in a flow. Read once; never shown.
 */
export async function readEnvironment(
  folder: string,
  own: Readonly<Record<string, string | undefined>> = process.env,
): Promise<Environment> {
  const values = new Map<string, string>(Object.entries(await readEnvFile(join(folder, ".env"))));
  for (const [name, value] of Object.entries(own)) if (value !== undefined) values.set(name, value);
  return Object.fromEntries(values);
}

async function readEnvFile(path: string): Promise<Readonly<Record<string, string>>> {
  try {
    // A link may lead to what never ends.
    if (!(await stat(path)).isFile()) return {};
    const parsed = Object.entries(parseEnv(await readFile(path, "utf8")));
    return Object.fromEntries(parsed.map(([name, value]) => [name, value ?? ""]));
  } catch {
    // Most projects have none.
    return {};
  }
}
