/**
 * Flowstate's language server beside its peers: `npm run lsp`, with Node 22.19 or later, after `npm run build` above.
 *
 * All servers are started as an editor does and are asked in turn, over standard streams, with the same state machine in
 * their notation. `--metrics start,key` and `--peers Langium,JSON` take some, `--lines 1000` those lengths, `--quick` few
 * values of each. A whole run writes its table to `docs/language-server.md`, a quick one with `--write`; `--print` does not. `--server FILE` takes
 * another build of Flowstate, and `--beside FILE` puts one into the same run.
 */
import { mkdtemp, realpath, rm } from "node:fs/promises";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { metricsFor } from "./lsp/metrics.mjs";
import { circumstances, rowOf, tableOf, writeDocs } from "./lsp/report.mjs";
import { serversIn } from "./lsp/servers.mjs";

const { values: options } = parseArgs({
  options: {
    metrics: { type: "string" },
    peers: { type: "string" },
    lines: { type: "string", default: "1000,10000,50000" },
    server: { type: "string" },
    beside: { type: "string", multiple: true },
    quick: { type: "boolean", default: false },
    print: { type: "boolean", default: false },
    write: { type: "boolean", default: false },
  },
});
const named = (list, name) => list === undefined || list.split(",").includes(name);

const folder = await realpath(await mkdtemp(join(tmpdir(), "flowstate-bench-")));
try {
  const [load = 0] = loadavg();
  const all = await serversIn(folder, options);
  const servers = all.filter(({ name }) => name.startsWith("Flowstate") || named(options.peers, name));
  const names = servers.map(({ name }) => name);
  const metrics = metricsFor(options.lines.split(",").map(Number)).filter(({ name }) => named(options.metrics, name));
  const rows = [];
  for (const metric of metrics) {
    console.error(`${metric.label ?? metric.name} …`);
    const values = await metric.run(servers, folder, options);
    for (const [i, one] of values.entries()) rows.push(rowOf(metric.labels?.[i] ?? metric, names, one));
    console.error(`${tableOf(names, rows.slice(-values.length)).split("\n").slice(2).join("\n")}`);
  }
  const figures = `${tableOf(names, rows)}\n\n${circumstances(load, options.quick)}`;
  console.log(`\n${figures}`);
  const isWhole = options.metrics === undefined && options.peers === undefined && !options.quick;
  if (options.write || (isWhole && !options.print)) await writeDocs(figures);
} finally {
  await rm(folder, { recursive: true, force: true });
}
