/** `npm run build`: the bundles of extension, language server, debug adapter, command line and panels, in `dist/`. `--watch` stays. */
import { buildAll, watchAll } from "./build/build.mjs";

try {
  const started = performance.now();
  if (process.argv.includes("--watch")) await watchAll(console.log);
  else {
    await buildAll();
    console.log(`Built dist/ in ${((performance.now() - started) / 1000).toFixed(1)} s.`);
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
