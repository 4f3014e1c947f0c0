import { chmod, mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { build, context } from "esbuild";
import { SetupError } from "../ensure.mjs";
import { buildOptions, bundles, root } from "./bundles.mjs";
import { breaches } from "./metafile.mjs";

/** Where `npm run build` writes, absolute. */
export const dist = join(root, "dist");

/**
 * Builds every bundle and writes its metafile to `meta/NAME.json`.
 *
 * @param {string} [outdir] absolute; `dist` if not given
 * @returns {Promise<void>} rejects when a bundle does not build or holds what it must not
 */
export async function buildAll(outdir = dist) {
  await rm(join(outdir, "meta"), { recursive: true, force: true });
  await mkdir(join(outdir, "meta"), { recursive: true });
  const results = await Promise.allSettled(
    bundles.map(async (bundle) => {
      const { metafile } = await build(buildOptions(bundle, outdir));
      return finish(bundle, outdir, metafile);
    }),
  );
  // esbuild has printed its errors already.
  const problems = results.flatMap((result, index) =>
    result.status === "fulfilled" ? result.value : [`${bundles[index]?.entry} does not build.`],
  );
  if (problems.length > 0) throw new SetupError(problems.join("\n"));
}

/**
 * Builds every bundle again whenever one of its files changes, until the process ends.
 *
 * @param {(line: string) => void} say
 */
export async function watchAll(say) {
  await mkdir(join(dist, "meta"), { recursive: true });
  for (const bundle of bundles) {
    const options = buildOptions(bundle, dist);
    const watching = await context({
      ...options,
      plugins: [
        ...(options.plugins ?? []),
        {
          name: "report",
          setup: (setup) =>
            setup.onEnd(async ({ errors, metafile }) => {
              if (errors.length > 0 || metafile === undefined) return say(`${bundle.name}: ${errors.length} errors`);
              const problems = await finish(bundle, dist, metafile);
              say(problems.length > 0 ? problems.join("\n") : `${bundle.name}: built`);
            }),
        },
      ],
    });
    await watching.watch();
  }
}

/**
 * @param {import("./bundles.mjs").Bundle} bundle
 * @param {string} outdir
 * @param {import("esbuild").Metafile} metafile
 */
async function finish(bundle, outdir, metafile) {
  const outfile = join(outdir, bundle.outfile);
  await writeFile(join(outdir, "meta", `${bundle.name}.json`), JSON.stringify(metafile));
  if (bundle.options.banner?.js?.startsWith("#!")) await chmod(outfile, 0o755);
  return breaches(bundle, metafile);
}
