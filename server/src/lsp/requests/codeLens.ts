import type { CodeLens, CodeLensParams, Command } from "vscode-languageserver";
import { codeLenses, type StateLens, stateOfLens, waysIn } from "../../features/codeLenses.ts";
import { testOutline } from "../../features/testOutline.ts";
import type { StateCoverage } from "../../workspace/testCoverage.ts";
import { normalizeUri } from "../../workspace/uris.ts";
import { locationOf, rangeOf } from "../convert.ts";
import { type FileNow, fileNow } from "../filePosition.ts";
import { textIn } from "../itemData.ts";
import {
  debugTestCommand,
  type RunFromHereArguments,
  type RunTestArguments,
  runFromHereCommand,
  runTestCommand,
  type ShowWaysInArguments,
  showWaysInCommand,
} from "../protocol.ts";
import type { Session } from "../session.ts";

/** The lenses of states and tests; those of one place in the order in which they are read. */
export function codeLens(session: Session, params: CodeLensParams): CodeLens[] | null {
  const now = fileNow(session, params.textDocument);
  if (now === undefined) return null;
  const uri = session.workspace.clientUri(now.file.uri);
  return [
    ...codeLenses(now.file).flatMap((lens) => stateLenses(session, now, uri, lens)),
    ...(session.client.runsTests ? testLenses(session, now, uri) : []),
  ];
}

function stateLenses(session: Session, { file }: FileNow, uri: string, lens: StateLens): readonly CodeLens[] {
  const range = rangeOf(session, file.parsed, lens);
  if (lens.kind === "run") {
    return session.client.runsConversations ? [{ range, command: runFromHere(uri, lens) }] : [];
  }
  const { folder, index } = file.project;
  const isTested = session.testCoverage.of(folder, index, lens.state) !== undefined;
  const data = { uri, key: lens.key };
  return [{ range, data }, ...(isTested ? [{ range, data: { ...data, kind: "tests" } }] : [])];
}

function testLenses(session: Session, { file }: FileNow, uri: string): readonly CodeLens[] {
  return testOutline(file.parsed).flatMap(({ name, nameSpan }) => {
    const range = rangeOf(session, file.parsed, nameSpan);
    const argument: RunTestArguments = { uri, name };
    return [
      { range, command: { title: "Run test", command: runTestCommand, arguments: [argument] } },
      { range, command: { title: "Debug test", command: debugTestCommand, arguments: [argument] } },
    ];
  });
}

/** Counts the ways into a state, or says what tests reached of it, once its lens is in sight. */
export function codeLensResolve(session: Session, lens: CodeLens): CodeLens {
  const [uri, key] = [textIn(lens.data, "uri"), textIn(lens.data, "key")];
  const now = uri === undefined ? undefined : fileNow(session, { uri });
  // The state is gone, and so will be the lens.
  if (uri === undefined || now === undefined || key === undefined) return { ...lens, command: plain("") };
  if (textIn(lens.data, "kind") === "tests") return { ...lens, command: coverageCommand(session, now, lens, key) };
  const found = waysIn(now.file, key);
  if (found === undefined) return { ...lens, command: plain("") };
  const locations = found.ways.flatMap((way) => locationOf(session, now.snapshot, way) ?? []);
  if (locations.length === 0 || !session.client.showsWaysIn) return { ...lens, command: plain(found.title) };
  const argument: ShowWaysInArguments = { uri, position: lens.range.start, locations };
  return { ...lens, command: { title: found.title, command: showWaysInCommand, arguments: [argument] } };
}

/** What the last run of the tests reached of a state; it leads to the tests. */
function coverageCommand(session: Session, { snapshot, file }: FileNow, lens: CodeLens, key: string): Command {
  const { folder, index } = file.project;
  const state = stateOfLens(file, key);
  const found = state === undefined ? undefined : session.testCoverage.of(folder, index, state);
  if (found === undefined) return plain("");
  const title = coverageTitle(found);
  const locations = found.tests.flatMap(({ uri, name }) => {
    const at = snapshot.file(normalizeUri(uri));
    const test = at === undefined ? undefined : testOutline(at.parsed).find((one) => one.name === name);
    return at === undefined || test === undefined
      ? []
      : (locationOf(session, snapshot, { uri: at.uri, ...test.nameSpan }) ?? []);
  });
  if (locations.length === 0 || !session.client.showsWaysIn) return plain(title);
  const uri = session.workspace.clientUri(file.uri);
  const argument: ShowWaysInArguments = { uri, position: lens.range.start, locations };
  return { title, command: showWaysInCommand, arguments: [argument] };
}

/** `3 tests: all 6 steps, 2 of 3 branches`; `1 test: its step`. */
function coverageTitle({ tests, steps, branches }: StateCoverage): string {
  if (tests.length === 0) return "No test comes here";
  const share = ({ reached, all }: StateCoverage["steps"], word: string): readonly string[] => {
    if (all === 0) return [];
    const words = all === 1 ? word : `${word}${word.endsWith("ch") ? "es" : "s"}`;
    return [reached === all ? `${all === 1 ? "its" : `all ${all}`} ${words}` : `${reached} of ${all} ${words}`];
  };
  const shares = [...share(steps, "step"), ...share(branches, "branch")];
  const count = tests.length === 1 ? "1 test" : `${tests.length} tests`;
  return shares.length === 0 ? count : `${count}: ${shares.join(", ")}`;
}

function runFromHere(uri: string, { state }: StateLens): Command {
  const argument: RunFromHereArguments = { uri, start: state };
  return { title: "Run from here", command: runFromHereCommand, arguments: [argument] };
}

/** A title that cannot be clicked. */
function plain(title: string): Command {
  return { title, command: "" };
}
