import { CodeLensRefreshRequest } from "vscode-languageserver";
import type { StateCoverage } from "../../workspace/testCoverage.ts";
import { normalizeUri } from "../../workspace/uris.ts";
import { numberIn, textIn } from "../itemData.ts";
import type { TestCoverageParams } from "../protocol.ts";
import type { Session } from "../session.ts";

/** Takes in what tests reached, and has the client draw the lenses again that tell it. */
export async function testCoverage(session: Session, params: TestCoverageParams | null): Promise<void> {
  const { workspace, client, connection } = session;
  const folder = textIn(params, "folder");
  const states = member(params, "states");
  if (folder === undefined || !Array.isArray(states)) return;
  await workspace.ready();
  const project = workspace.snapshot().projects.find((each) => each.folder === normalizeUri(folder));
  if (project === undefined) return;
  session.testCoverage.set(project.folder, project.index, states.flatMap(readState));
  // A client that goes away has nothing to draw.
  if (client.refreshesCodeLenses) connection.sendRequest(CodeLensRefreshRequest.type).catch(() => undefined);
}

/** It comes from outside, so nothing is taken for granted. */
function readState(value: unknown): readonly StateCoverage[] {
  const state = textIn(value, "state");
  const tests = member(value, "tests");
  if (state === undefined || !Array.isArray(tests)) return [];
  const named = tests.flatMap((test) => {
    const [uri, name] = [textIn(test, "uri"), textIn(test, "name")];
    return uri === undefined || name === undefined ? [] : [{ uri, name }];
  });
  return [{ state, tests: named, steps: shareOf(value, "steps"), branches: shareOf(value, "branches") }];
}

function shareOf(value: unknown, key: string): StateCoverage["steps"] {
  const share = member(value, key);
  return { reached: numberIn(share, "reached") ?? 0, all: numberIn(share, "all") ?? 0 };
}

function member(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined;
}
