/** The table of the figures, on the terminal and in the docs. */
import { readFile, writeFile } from "node:fs/promises";
import { cpus, loadavg } from "node:os";
import { fileURLToPath } from "node:url";
import { median } from "../measure.mjs";

const docs = fileURLToPath(new URL("../../docs/language-server.md", import.meta.url));
const begin = "<!-- figures: written by `npm run lsp` in bench/ -->";
const end = "<!-- end of the figures -->";

/** One row of the table: a metric, its goal, and the sorted values of each server by name. */
export function rowOf({ label, unit, goal }, names, values) {
  const medians = names.map((name) => {
    const taken = [...(values.get(name) ?? [])].sort((a, b) => a - b);
    return taken.length === 0 ? undefined : median(taken);
  });
  return { label, unit, goal, medians };
}

/** The table as Markdown: medians, and in brackets how many times as much as the first server. */
export function tableOf(names, rows) {
  const lines = [
    `| | goal | ${names.join(" | ")} |`,
    `|---|---|${names.map(() => "---|").join("")}`,
    ...rows.map(({ label, unit, goal, medians }) => {
      const [ours] = medians;
      const cells = medians.map((value, i) => cellOf(value, i === 0 ? undefined : ours));
      return `| ${label}, ${unit} | ≤ ${goal} | ${cells.join(" | ")} |`;
    }),
  ];
  return lines.join("\n");
}

function cellOf(value, ours) {
  if (value === undefined) return "-";
  const written = value < 20 ? value.toFixed(1) : Math.round(value).toLocaleString("en");
  if (ours === undefined) return `**${written}**`;
  const times = value / Math.max(ours, 0.1);
  return `${written} (${times < 10 ? times.toFixed(1) : Math.round(times).toLocaleString("en")}×)`;
}

/** What stands under the table: the day, the machine, and what it was busy with. */
export function circumstances(loadBefore, quick) {
  const day = new Date().toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" });
  const load = `${loadBefore.toFixed(1)} before and ${loadavg()[0].toFixed(1)} after`;
  return `${day}, Node ${process.versions.node}, ${cpus().length} cores (${process.arch}); load of the machine ${load}. Medians of one ${quick ? "quick run, few values each" : "run"}; in brackets: times what Flowstate takes.`;
}

/** Puts the figures in their place in `docs/language-server.md`. */
export async function writeDocs(figures) {
  const text = await readFile(docs, "utf8");
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`docs/language-server.md has no place for the figures (${begin}).`);
  await writeFile(docs, `${text.slice(0, from + begin.length)}\n${figures}\n${text.slice(to)}`);
}
