import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { examples } from "../../scripts/editor/examples.mjs";
import { repository } from "../support/documentation.ts";

test("every example can be started, and is told of", () => {
  const folders = readdirSync(`${repository}examples`, { withFileTypes: true }).filter((one) => one.isDirectory());
  expect(examples.map(({ name }) => name).sort()).toEqual(folders.map(({ name }) => name).sort());
  const list = readFileSync(`${repository}examples/README.md`, "utf8");
  for (const { name } of examples) expect(list).toContain(`\n| [${name}](${name}) | `);
});

test.each(examples)("$name is started where its bot looks for it", ({ folder, file, port, variable }) => {
  const read = (path: string): string => readFileSync(path, "utf8");
  expect(read(file)).toMatch(/^(\/\/\/|flow )/);
  expect(read(`${folder}/backend/main.ts`)).toContain(`Number(process.env["PORT"] ?? ${port})`);
  const flows = readdirSync(folder).filter((name) => name.endsWith(".flow"));
  const looksFor = `env("${variable}", "http://localhost:${port}")`;
  expect(flows.filter((name) => read(`${folder}/${name}`).includes(looksFor))).toHaveLength(1);
  expect(read(`${folder}/.env.example`)).toContain(`${variable}=http://localhost:${port}\n`);
  expect(read(`${folder}/README.md`)).toContain(`PORT is ${port} unless set`);
});
