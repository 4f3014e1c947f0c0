import type { Mutant } from "./mutants.ts";

/** What became of the changes of one example. */
export interface Tried {
  readonly example: string;
  readonly tried: number;
  readonly byCheck: number;
  /** Those that nobody noticed. */
  readonly survivors: readonly Mutant[];
}

/** How a survivor is named in the list. */
export function survivorName(example: string, { path, what }: Mutant): string {
  return `${example}/${path} ${what}`;
}

/** Why each survivor of the list went unnoticed, by its name. */
export function readReasons(page: string): ReadonlyMap<string, string> {
  const rows = page.matchAll(/^- `` (.*?) ``: (.*)$/gm);
  return new Map(Array.from(rows, ([, name = "", reason = ""]) => [name, reason]));
}

/** The list of survivors as a page; one without a known reason says `TODO`. */
export function triedPage(all: readonly Tried[], reasons: ReadonlyMap<string, string>): string {
  const tried = all.reduce((sum, each) => sum + each.tried, 0);
  const left = all.reduce((sum, each) => sum + each.survivors.length, 0);
  const rows = all.map(({ example, tried: count, byCheck, survivors }) => {
    const byTests = count - byCheck - survivors.length;
    return `| ${example} | ${count} | ${byCheck} | ${byTests} | ${survivors.length} |`;
  });
  const lists = all
    .filter(({ survivors }) => survivors.length > 0)
    .flatMap(({ example, survivors }) => [
      "",
      `## ${example}`,
      "",
      ...survivors.map((mutant) => {
        const name = survivorName(example, mutant);
        return `- \`\` ${name} \`\`: ${reasons.get(name) ?? "TODO"}`;
      }),
    ]);
  return [
    "# Changes that nobody notices",
    "",
    "`npm run mutate` changes the examples, one place at a time: a `->` leads elsewhere, an outcome of an API step is gone, a",
    "text or a title is another, a condition is turned round, a `set` or a route is missing, a request lacks something. A change",
    "is noticed if `flowstate check --max-warnings 0` or a test of the example fails. `npm run mutate -- --update` writes this page.",
    "",
    `${tried} changes, ${tried - left} noticed: ${(((tried - left) / tried) * 100).toFixed(1)} %.`,
    "",
    "| example | changes | noticed by a check | by a test | by nobody |",
    "|---|---|---|---|---|",
    ...rows,
    ...lists,
    "",
  ].join("\n");
}
