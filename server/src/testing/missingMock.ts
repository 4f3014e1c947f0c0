import { pathAfterBase } from "../runtime/effects/requestPattern.ts";
import type { RequestEffect } from "../runtime/transition.ts";
import type { Mismatch } from "./result.ts";
import { shownText, type TestRun } from "./steps.ts";

/** Why a test fails whose conversation sent a request that nothing answers, with the mock to write. */
export function missingMock(run: TestRun, request: RequestEffect): Mismatch {
  const path = shownText(run, pathAfterBase(request));
  const mock = `mock ${request.method} ${JSON.stringify(path)} {\n  status 200\n  body {}\n}`;
  const message = `No mock answers ${request.method} ${path}, and a test asks no backend. Begin the test with such a mock: ${mock.replaceAll(/\s+/g, " ")}`;
  return { message, expected: null, actual: null, mock };
}
