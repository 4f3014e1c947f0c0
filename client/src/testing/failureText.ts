import type { TestFailureBody } from "../../../server/src/testing/protocol.ts";

type Told = Pick<TestFailureBody, "message" | "expected" | "actual" | "route">;

/** Why a test failed, in lines: the first says most of it, the last which way the conversation went. */
export function failureText({ message, expected, actual, route }: Told): string {
  const pair =
    expected === null || actual === null ? "" : ` Expected ${oneLine(expected)}, but it was ${oneLine(actual)}.`;
  return [`${message}${pair}`, ...(route.length === 0 ? [] : ["", `Route: ${shortRoute(route).join(" → ")}`])].join(
    "\n",
  );
}

function oneLine(text: string): string {
  const line = text.replaceAll(/\s*\n\s*/g, " ");
  return `“${line.length <= longest ? line : `${line.slice(0, longest - 1)}…`}”`;
}

/** Characters of a text that are shown. */
const longest = 160;

/** Of a long way the beginning and the end. */
function shortRoute(route: readonly string[]): readonly string[] {
  return route.length <= mostStates ? route : [...route.slice(0, 4), "…", ...route.slice(5 - mostStates)];
}

/** States that are shown of a way. */
const mostStates = 14;
