import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { bundles, root } from "./bundles.mjs";

/**
 * Whether a source file, the build itself or a dependency is newer than what was built from it.
 *
 * @param {string} outdir absolute
 * @returns {boolean} true also when nothing was built yet
 */
export function isStale(outdir) {
  return bundles.some((bundle) => {
    try {
      const built = statSync(join(outdir, bundle.outfile)).mtimeMs;
      const metafile = JSON.parse(readFileSync(join(outdir, "meta", `${bundle.name}.json`), "utf8"));
      const inputs = [...Object.keys(metafile.inputs), "package-lock.json", "scripts/build/bundles.mjs"];
      return inputs.some((input) => statSync(join(root, input)).mtimeMs > built);
    } catch {
      return true;
    }
  });
}
