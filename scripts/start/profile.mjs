import { createHash } from "node:crypto";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cache } from "../editor/paths.mjs";

/**
 * What an editor opens.
 *
 * @typedef {object} Example
 * @property {string} name
 * @property {string} folder absolute
 * @property {string} file shown at first, absolute
 * @property {Readonly<Record<string, string>>} environment
 */

/** Sockets in a profile must fit into 103 bytes; VS Code's own part of their names takes up to 30. */
const longestProfile = 70;

/**
 * The folder of an editor's profile, kept from one start to the next.
 *
 * @param {string} kind of editor
 * @returns {string} absolute
 */
export function profileFolder(kind) {
  const usual = join(cache, "profile", kind);
  if (usual.length <= longestProfile) return usual;
  return join(tmpdir(), `flowstate-${kind}-${createHash("sha256").update(usual).digest("hex").slice(0, 8)}`);
}
