import { compile } from "../../server/src/runtime/compile.ts";
import type { FiledRecording } from "../../server/src/runtime/effects/recordings/recording.ts";
import { exploredTest } from "../../server/src/testing/explore/exploredTests.ts";
import { type Explored, explore } from "../../server/src/testing/explore/search.ts";
import { describeStep, stepsOf } from "../../server/src/testing/explore/way.ts";
import { testClock } from "../../server/src/testing/stage.ts";
import { fixture } from "./fixture.ts";
import { projectOf } from "./project.ts";
import { runTests } from "./testRun.ts";

/** How a bot is explored in a test. */
export interface ExploreOptions {
  readonly seed?: number;
  readonly steps?: number;
  readonly recordings?: readonly FiledRecording[];
  readonly moments?: number;
  readonly isOver?: () => boolean;
}

const begin = { user: "test", conversation: "test", seed: 1, now: testClock } as const;

/** Explores a project (a fixture). */
export async function exploreSource(source: string, options: ExploreOptions = {}): Promise<Explored> {
  const compiled = compile(projectOf(fixture(source)));
  if (!compiled.ok) throw new Error(compiled.problems.map(({ path, message }) => `${path}: ${message}`).join("\n"));
  const { seed = 1, steps = 2_000, recordings = [], moments, isOver } = options;
  return explore({
    program: compiled.program,
    environment: {},
    recordings,
    begin,
    seed,
    steps,
    ...(moments !== undefined && { moments }),
    ...(isOver && { isOver }),
  });
}

/** What was found, a line a finding: its code, its state and the way there. */
export function drawFindings({ findings }: Explored): string {
  return findings
    .map(({ code, state, way }) => [code, state, ...stepsOf(way).map(describeStep)].join(" · "))
    .join("\n");
}

/** The tests of all that is found in a project, and what they come to in it. */
export async function exploredTests(
  source: string,
): Promise<{ readonly texts: readonly string[]; readonly drawn: string }> {
  const index = projectOf(fixture(source));
  const compiled = compile(index);
  if (!compiled.ok) throw new Error("It does not run.");
  const { program } = compiled;
  const { findings } = await exploreSource(source);
  const texts: string[] = [];
  const taken = new Set<string>();
  for (const finding of findings) {
    const project = { program, index, environment: {}, recordings: [], begin };
    const test = await exploredTest(finding, project, "explored.test.flow", taken);
    if (!test.ok) throw new Error(`${finding.code}: ${test.reason}`);
    taken.add(test.name);
    texts.push(test.text);
  }
  const { drawn } = await runTests(`${source}\n--- explored.test.flow\n${texts.join("\n")}`);
  return { texts, drawn };
}
