import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { refactorings } from "../../server/src/features/refactorings/index.ts";
import { codeActionKinds } from "../../server/src/lsp/requests/codeAction.ts";
import { checkProject } from "../../server/src/semantics/checks/index.ts";
import { fileViewOf } from "../support/fileView.ts";
import { projectOf } from "../support/project.ts";
import { filesAfter } from "../support/refactorings.ts";

const page = readFileSync(new URL("../../docs/refactorings.md", import.meta.url), "utf8");
const examples = [...page.matchAll(/^```flow\n(.*?)^```$/gms)].map((match) => match[1] ?? "");

test("the page shows what extracting does", () => {
  const [before = "", after] = examples;
  const files = [{ path: "main.flow", text: before }];
  const selection = { start: before.indexOf("say"), end: before.indexOf("-> end") + "-> end".length };
  const left = filesAfter(
    files,
    fileViewOf(files, "main.flow"),
    selection,
    "extract-state",
    "Extract into a new dialog state",
  );
  expect(left?.files[0]?.text).toBe(after);
  for (const text of examples) expect(checkProject(projectOf({ files: [{ path: "main.flow", text }] }))).toEqual([]);
});

test("the page lists every kind of action, and each heading is linked", () => {
  const rows = page.split("\n").filter((line) => line.startsWith("| ") && line.includes("`"));
  const kinds = rows.map((row) => /`([\w.]+)` \|$/.exec(row)?.[1] ?? row);
  expect(new Set(["quickfix", ...kinds])).toEqual(new Set(codeActionKinds));
  expect(new Set(kinds)).toEqual(new Set([...refactorings.map(({ kind }) => kind), "source.fixAll.flowstate"]));
  expect(rows.length).toBe(refactorings.length + 1);
  for (const [, heading = ""] of page.matchAll(/^## (.*)$/gm)) {
    expect(page).toContain(`(#${heading.toLowerCase().replaceAll(" ", "-")})`);
  }
});
