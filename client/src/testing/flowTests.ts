import { basename, relative, sep } from "node:path";
import {
  type CancellationToken,
  CancellationTokenSource,
  Disposable,
  type ExtensionContext,
  RelativePattern,
  type TestController,
  type TestItem,
  type TestRun,
  type TestRunProfile,
  TestRunProfileKind,
  TestRunRequest,
  tests,
  Uri,
  workspace,
} from "vscode";
import { type TestsParams, testCoverageNotification, testsNotification } from "../../../server/src/lsp/protocol.ts";
import type { FlowClient } from "../client.ts";
import { saveFlows } from "../debug/saveFlows.ts";
import { mayRun } from "../trust.ts";
import { debugTest } from "./debugTests.ts";
import { Failures } from "./failures.ts";
import { FlowCoverage, projectCoverage } from "./flowCoverage.ts";
import { ReachedTests } from "./reachedTests.ts";
import { registerRepairs } from "./repairs.ts";
import { stateCoverage } from "./stateCoverage.ts";
import { TestSession } from "./testSession.ts";
import type { TestsApi } from "./testsApi.ts";
import { type TestLeaf, TestTree } from "./testTree.ts";
import { touchedTests } from "./touchedTests.ts";

/** How long files may go on changing before tests run again, in milliseconds. */
const quietMilliseconds = 150;

/** How long a test that was just written is waited for, in milliseconds. */
const patienceMilliseconds = 5_000;

/** The tests of the flows in the editor's test view: found by the language server, run in a process of their own. */
export class FlowTests {
  readonly tree: TestTree;
  readonly failures = new Failures();
  readonly #controller: TestController;
  readonly #client: FlowClient;
  readonly #reached = new ReachedTests();
  readonly #commandLine: string;
  readonly #run: TestRunProfile;
  readonly #debug: TestRunProfile;
  readonly #subscription: Disposable;
  #runs = 0;
  #ran: readonly string[] = [];
  readonly #coverage = new Map<string, FlowCoverage>();

  constructor(context: ExtensionContext, client: FlowClient) {
    this.#client = client;
    this.#commandLine = context.asAbsolutePath("dist/cli.mjs");
    const controller = tests.createTestController("flowstate", "Flowstate");
    this.#controller = controller;
    this.tree = new TestTree(controller);
    const { Run, Debug, Coverage } = TestRunProfileKind;
    const profile = (name: string, kind: TestRunProfileKind): TestRunProfile =>
      controller.createRunProfile(name, kind, (request, token) => this.#handle(request, token), true);
    this.#run = profile("Run", Run);
    this.#debug = profile("Debug", Debug);
    const coverage = profile("Coverage", Coverage);
    for (const continuous of [this.#run, coverage]) continuous.supportsContinuousRun = true;
    coverage.loadDetailedCoverage = (_run, file) => Promise.resolve(file instanceof FlowCoverage ? file.details() : []);
    coverage.loadDetailedCoverageForTest = (_run, file, test) =>
      Promise.resolve(file instanceof FlowCoverage ? file.details(test) : []);
    this.#subscription = Disposable.from(
      controller,
      this.tree,
      this.failures,
      registerRepairs(this.failures, this.tree),
      client.onNotification(testsNotification, (params: TestsParams) => this.tree.update(params)),
    );
  }

  /** What tests of the extension look at. */
  get api(): TestsApi {
    return {
      tree: () => this.tree.drawn(),
      runs: () => this.#runs,
      run: async (label, kind) => {
        const items = this.tree.labelled(label);
        if (items.length === 0) throw new Error(`Nothing is called ${label}:\n${this.tree.drawn()}`);
        await this.run(items, kind);
      },
      ran: () => this.#ran,
      watch: (label, token) => {
        const request = new TestRunRequest([...this.tree.labelled(label)], undefined, this.#run, true);
        return this.#handle(request, token);
      },
      failures: () => this.failures.all().map(({ item, failure }) => ({ name: item.label, failure })),
      coverage: () => this.#coverage,
    };
  }

  dispose(): void {
    this.#subscription.dispose();
  }

  /** Runs tests as a click on them does; resolves once they have ended. */
  async run(items: readonly TestItem[], kind: "run" | "debug" = "run"): Promise<void> {
    const source = new CancellationTokenSource();
    const profile = kind === "debug" ? this.#debug : this.#run;
    await this.#handle(new TestRunRequest([...items], undefined, profile), source.token);
    source.dispose();
  }

  /** Runs a test that has just been written, as soon as the tree has it; gives up after some seconds. */
  async runWhenThere(uri: Uri, name: string): Promise<void> {
    const item = await new Promise<TestItem | undefined>((resolve) => {
      const look = (): void => {
        const found = this.tree.test(uri, name);
        if (found !== undefined) finish(found);
      };
      const finish = (found: TestItem | undefined): void => {
        clearTimeout(timer);
        listening.dispose();
        resolve(found);
      };
      const timer = setTimeout(() => finish(undefined), patienceMilliseconds);
      const listening = this.tree.onDidChange(look);
      look();
    });
    if (item !== undefined) await this.run([item]);
  }

  async #handle(request: TestRunRequest, token: CancellationToken): Promise<void> {
    if (!mayRun()) return;
    if (request.continuous === true) return this.#watch(request, token);
    await saveFlows();
    const leaves = this.#chosen(request);
    const run = this.#controller.createTestRun(request);
    if (request.profile?.kind === TestRunProfileKind.Debug) await this.#debugAll(run, leaves);
    else await this.#runAll(run, leaves, isCoverage(request), run.token);
    run.end();
    this.#ended(leaves);
  }

  /** Runs in one process what lies in one workspace folder. */
  async #runAll(
    run: TestRun,
    leaves: readonly TestLeaf[],
    isCovered: boolean,
    ...tokens: CancellationToken[]
  ): Promise<void> {
    const parts = { commandLine: this.#commandLine, reached: this.#reached, failures: this.failures };
    const folders = Map.groupBy(
      leaves,
      ({ uri }) => workspace.getWorkspaceFolder(uri)?.uri.toString() ?? uri.toString(),
    );
    for (const own of folders.values()) await new TestSession(run, own, parts).finish(tokens);
    this.#tellCoverage(run, leaves, isCovered);
  }

  async #debugAll(run: TestRun, leaves: readonly TestLeaf[]): Promise<void> {
    for (const { item } of leaves) run.enqueued(item);
    for (const leaf of leaves) {
      if (run.token.isCancellationRequested) run.skipped(leaf.item);
      else await debugTest(run, leaf);
    }
  }

  /** The coverage of the run for the editor, where it was asked for, and that of all tests for the lenses. */
  #tellCoverage(run: TestRun, leaves: readonly TestLeaf[], isCovered: boolean): void {
    const items = new Map(leaves.map(({ item }) => [item.id, item]));
    const all = new Map(this.tree.leaves().map((leaf) => [leaf.item.id, leaf]));
    for (const project of new Set(leaves.map((leaf) => leaf.project))) {
      for (const file of isCovered ? projectCoverage(project, this.#reached, items) : []) {
        run.addCoverage(file);
        this.#coverage.set(basename(file.uri.fsPath), file);
      }
      const params = {
        folder: Uri.file(project).toString(),
        states: stateCoverage(this.#reached.places(project), this.#reached.tests(project), (id) => {
          const leaf = all.get(id);
          const title = leaf === undefined ? undefined : this.tree.listed(leaf.item)?.name;
          return leaf === undefined || title === undefined ? undefined : { uri: leaf.uri.toString(), name: title };
        }),
      };
      // A server that is being started again knows nothing of these tests; the next run tells it.
      this.#client.sendNotification(testCoverageNotification, params).catch(() => undefined);
    }
  }

  #ended(leaves: readonly TestLeaf[]): void {
    this.#ran = leaves.map(({ name }) => name);
    this.#runs += 1;
  }

  #chosen({ include, exclude }: TestRunRequest): readonly TestLeaf[] {
    const out = new Set((exclude ?? []).flatMap((item) => this.tree.leaves(item)).map(({ item }) => item.id));
    const all = include === undefined ? this.tree.leaves() : include.flatMap((item) => this.tree.leaves(item));
    const once = new Map(all.map((leaf) => [leaf.item.id, leaf]));
    return [...once.values()].filter(({ item }) => !out.has(item.id));
  }

  /** Runs again what a saved file touches, until the token is cancelled. */
  #watch(request: TestRunRequest, token: CancellationToken): void {
    const changed = new Set<string>();
    let timer: ReturnType<typeof setTimeout> | undefined;
    let running: CancellationTokenSource | undefined;
    const again = async (): Promise<void> => {
      const uris = [...changed].map((uri) => Uri.parse(uri));
      changed.clear();
      const items = await this.#touched(request, uris);
      if (items.length === 0 || token.isCancellationRequested) return;
      running?.cancel();
      const source = new CancellationTokenSource();
      running = source;
      const part = new TestRunRequest([...items], request.exclude, request.profile, false, request.preserveFocus);
      const run = this.#controller.createTestRun(part);
      const leaves = this.#chosen(part);
      await this.#runAll(run, leaves, isCoverage(request), run.token, source.token, token);
      run.end();
      this.#ended(leaves);
    };
    const note = (uri: Uri): void => {
      changed.add(uri.toString());
      clearTimeout(timer);
      timer = setTimeout(() => void again(), quietMilliseconds);
    };
    const watchers = (workspace.workspaceFolders ?? []).flatMap((folder) =>
      ["**/*.flow", "**/{flowstate.json,.env}", "**/recordings/**"].map((glob) => {
        const watcher = workspace.createFileSystemWatcher(new RelativePattern(folder, glob));
        return Disposable.from(
          watcher,
          watcher.onDidChange(note),
          watcher.onDidCreate(note),
          watcher.onDidDelete(note),
        );
      }),
    );
    token.onCancellationRequested(() => {
      clearTimeout(timer);
      running?.cancel();
      Disposable.from(...watchers).dispose();
    });
  }

  async #touched(request: TestRunRequest, uris: readonly Uri[]): Promise<readonly TestItem[]> {
    const leaves = this.#chosen(request);
    const found = new Map<string, TestItem>();
    for (const uri of uris) {
      const isShared = await this.#isShared(uri);
      for (const [project, own] of Map.groupBy(leaves, (leaf) => leaf.project)) {
        const file = relative(project, uri.fsPath).split(sep).join("/");
        if (file.startsWith("../")) continue;
        const candidates = own.map((leaf) => ({ id: leaf.item.id, isInFile: leaf.uri.toString() === uri.toString() }));
        const touched = new Set(touchedTests(candidates, { isShared, through: this.#reached.through(project, file) }));
        for (const { item } of own) if (touched.has(item.id)) found.set(item.id, item);
      }
    }
    return [...found.values()];
  }

  /** Whether what a file says may matter to every test: the language server knows it of files with tests. */
  async #isShared(uri: Uri): Promise<boolean> {
    const known = this.tree.file(uri);
    if (known !== undefined) return known.isShared;
    if (!uri.path.endsWith(".flow")) return true;
    const text = await workspace.fs.readFile(uri).then(
      (bytes) => new TextDecoder().decode(bytes),
      () => undefined,
    );
    return text === undefined || /^\s*(bot|service|var|intent|entity|mock|preset)\b|^on\b/m.test(text);
  }
}

function isCoverage({ profile }: TestRunRequest): boolean {
  return profile?.kind === TestRunProfileKind.Coverage;
}
