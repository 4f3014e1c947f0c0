/**
 * Conversations of Rasa: `stories` (with what the user and the bot say) and `test_cases` of its end-to-end tests. What
 * `utter_…` says is looked up under `responses`, what `intent: …` without a text may sound like under `nlu`, wherever
 * they stand among the files.
 */
import { lossesOf } from "./activities.ts";
import {
  type ForeignFile,
  type Imported,
  type ImportedTest,
  inOrder,
  type Loss,
  plainFileName,
  withUniqueNames,
} from "./imported.ts";
import { type Known, knownIn } from "./rasaDomain.ts";
import { stepsOf } from "./rasaSteps.ts";
import { entriesIn, itemsIn, lineOf, readYaml, textIn, type YamlFile } from "./yaml.ts";

export function importRasa(files: readonly ForeignFile[]): Imported {
  const losses: Loss[] = [];
  const read = files.flatMap((file) => {
    const yaml = readYaml(file);
    if ("problem" in yaml) losses.push({ path: file.path, ...yaml.problem });
    return "problem" in yaml ? [] : [yaml];
  });
  const known = knownIn(read);
  const imported = read.flatMap((file) => {
    const tests = testsIn(file, known, lossesOf(file.path, losses));
    return tests.length === 0 ? [] : [{ path: file.path, tests: withUniqueNames(tests) }];
  });
  return { files: imported, losses: inOrder(losses) };
}

function testsIn(file: YamlFile, known: Known, lose: (line: number, message: string) => void): readonly ImportedTest[] {
  const top = entriesIn(file.root);
  const all = [...itemsIn(top.get("stories")), ...itemsIn(top.get("test_cases"))];
  if (top.has("rules"))
    lose(lineOf(file, top.get("rules")), "Rules say what a bot does, not what a conversation is: they are left out.");
  if (top.has("fixtures"))
    lose(lineOf(file, top.get("fixtures")), "Fixtures set slots that only Rasa knows: write a preset.");
  if (top.has("stub_custom_actions"))
    lose(
      lineOf(file, top.get("stub_custom_actions")),
      "What custom actions answer is left out: write mocks of their requests.",
    );
  return all.flatMap((node) => {
    const entries = entriesIn(node);
    const name = textIn(entries.get("story")) ?? textIn(entries.get("test_case"));
    for (const key of ["metadata", "fixtures"]) {
      if (entries.has(key)) lose(lineOf(file, entries.get(key)), `The ${key} of a test are left out.`);
    }
    const steps = itemsIn(entries.get("steps")).flatMap((step) => stepsOf(step, { file, known, lose }));
    if (steps.length === 0) lose(lineOf(file, node), "There is nothing in this conversation that a test can say.");
    return steps.length === 0 ? [] : [{ name: name ?? plainFileName(file.path), steps }];
  });
}
