import { writeFile } from "node:fs/promises";
import { readEnvironment } from "../../runtime/effects/environment.node.ts";
import { readRecordings } from "../../testing/readRecordings.ts";
import { type AcceptedStep, updateTests } from "../../testing/update.ts";
import { diskPath, nodeFileSystem } from "../../workspace/fileSystem.node.ts";
import { isInside, joinUri } from "../../workspace/uris.ts";
import { shownPath } from "../locations.ts";
import { isChosen, projectsAt, type TestChoice } from "./runTests.ts";

/**
 * Writes what happens into the tests that fail for nothing but what they expect; answers the steps that changed, with files
 * relative to the working directory. Nothing is sent. Throws a `UsageError` for a path that cannot be read.
 */
export async function updateExpectations(
  paths: readonly string[],
  choice: Omit<TestChoice, "live">,
): Promise<readonly AcceptedStep[]> {
  const changed: AcceptedStep[] = [];
  for (const { project, below } of await projectsAt(paths)) {
    const { folder, index, settings } = project;
    const environment = await readEnvironment(diskPath(folder));
    const { recordings } = await readRecordings(nodeFileSystem, folder, index.files.keys());
    const updated = await updateTests(
      index,
      (testCase) => {
        const uri = joinUri(folder, testCase.file);
        const isBelow = below.some((each) => isInside(each, uri));
        return isBelow && isChosen(testCase, uri, shownPath(uri), { ...choice, live: false });
      },
      { environment, recordings, format: settings.settings.format, watch: () => 0 },
    );
    for (const [file, text] of updated.files) await writeFile(diskPath(joinUri(folder, file)), text);
    changed.push(...updated.steps.map((step) => ({ ...step, file: shownPath(joinUri(folder, step.file)) })));
  }
  return changed;
}
