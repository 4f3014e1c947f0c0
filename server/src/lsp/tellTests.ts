import { declaresForAll, type OutlinedTest, testOutline } from "../features/testOutline.ts";
import type { FileView } from "../workspace/snapshot.ts";
import { rangeOf } from "./convert.ts";
import { type ListedTest, type TestFile, type TestsParams, testsNotification } from "./protocol.ts";
import type { Session } from "./session.ts";

/** Tells the client which tests there are: at first all of them, then those of the files where they are other ones. */
export function tellTests(session: Session): void {
  const { client, connection, workspace, changes } = session;
  if (!client.runsTests) return;
  const told = new Map<string, ToldFile>();
  let isFirst = true;
  const tell = (): void => {
    const files = changedFiles(session, told);
    if (files.length === 0 && !isFirst) return;
    const params: TestsParams = { isFirst, files };
    isFirst = false;
    // A client that goes away lists no tests.
    connection.sendNotification(testsNotification, params).catch(() => undefined);
  };
  void workspace.ready().then(() => {
    tell();
    changes.onSettled(tell);
  });
}

/** What was told of a file, and what it was made of: where that is the same, so is the rest. */
interface ToldFile {
  readonly file: FileView;
  readonly name: string;
  readonly text: string;
}

/** The files of which something else is to be told than what `told` has; it has it then. */
function changedFiles(session: Session, told: Map<string, ToldFile>): readonly TestFile[] {
  const gone = new Map(told);
  const changed: TestFile[] = [];
  for (const file of session.workspace.snapshot().files()) {
    const tests = testOutline(file.parsed);
    if (tests.length === 0 || !file.listed) continue;
    gone.delete(file.uri);
    const before = told.get(file.uri);
    const name = projectName(file);
    const { parsed, project } = file;
    if (before?.file.parsed === parsed && before.name === name && before.file.project.folder === project.folder)
      continue;
    const listed = listedFile(session, file, tests);
    const text = JSON.stringify(listed);
    told.set(file.uri, { file, name, text });
    if (before?.text !== text) changed.push(listed);
  }
  for (const uri of gone.keys()) {
    told.delete(uri);
    changed.push({ uri, project: "", projectName: "", flow: "", isShared: false, tests: [] });
  }
  return changed;
}

function listedFile(session: Session, file: FileView, tests: readonly OutlinedTest[]): TestFile {
  const { project, path, parsed } = file;
  return {
    uri: session.workspace.clientUri(file.uri),
    project: project.folder,
    projectName: projectName(file),
    flow: project.index.file(path)?.flow.name ?? path,
    isShared: declaresForAll(parsed),
    tests: tests.map((test) => listedTest(session, file, test)),
  };
}

/** The bot's name, else that of the folder. */
function projectName({ project: { index, folder } }: FileView): string {
  return index.bot?.name ?? decodeURIComponent(folder.split("/").at(-1) ?? "");
}

function listedTest(session: Session, { parsed }: FileView, test: OutlinedTest): ListedTest {
  const { name, nameSpan, body, languages, isTable, hasMocks, cases } = test;
  const at = (span: { readonly start: number; readonly end: number }) => rangeOf(session, parsed, span);
  return {
    name,
    range: at(test),
    nameRange: at(nameSpan),
    body: body === undefined ? null : at({ start: body, end: body }).start,
    tags: [...languages, ...(isTable ? ["table"] : []), ...(hasMocks ? ["mocks"] : [])],
    cases: cases.map((each) => ({ name: each.name, detail: each.detail, range: at(each) })),
  };
}
