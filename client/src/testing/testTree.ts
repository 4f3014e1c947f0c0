import { basename } from "node:path";
import { EventEmitter, Range, type TestController, type TestItem, TestTag, Uri, workspace } from "vscode";
import type { ListedTest, TestFile, TestsParams } from "../../../server/src/lsp/protocol.ts";

/** What a test of the tree is. */
export interface TestLeaf {
  readonly item: TestItem;
  /** As the command line names it, with row and language; without them where its rows are not known. */
  readonly name: string;
  readonly uri: Uri;
  /** Absolute path of the folder of its project. */
  readonly project: string;
}

interface KnownFile {
  readonly file: TestFile;
  readonly item: TestItem;
}

/** The tests of the workspace as a tree: projects, their flows, tests, and the rows and languages of a test. */
export class TestTree {
  readonly #controller: TestController;
  readonly #files = new Map<string, KnownFile>();
  readonly #names = new WeakMap<TestItem, string>();
  readonly #listed = new WeakMap<TestItem, ListedTest>();
  readonly #changed = new EventEmitter<void>();

  /** There are other tests than before. */
  readonly onDidChange = this.#changed.event;

  constructor(controller: TestController) {
    this.#controller = controller;
  }

  /** Takes in what the language server tells. */
  update({ isFirst, files }: TestsParams): void {
    if (isFirst) {
      const told = new Set(files.map(({ uri }) => keyOf(uri)));
      for (const key of [...this.#files.keys()]) if (!told.has(key)) this.#remove(key);
    }
    for (const file of files) {
      const key = keyOf(file.uri);
      const known = this.#files.get(key);
      if (file.tests.length === 0 || (known !== undefined && known.file.project !== file.project)) this.#remove(key);
      if (file.tests.length > 0) this.#show(key, file);
    }
    this.#changed.fire();
  }

  dispose(): void {
    this.#changed.dispose();
  }

  /** Every test below an item, or of the whole tree: what is run by itself. */
  leaves(root?: TestItem): readonly TestLeaf[] {
    const items = root === undefined ? [...this.#controller.items].map(([, item]) => item) : [root];
    return items.flatMap((item) => this.#leavesOf(item));
  }

  /** The item of a test, by its name without row and language. */
  test(uri: Uri, name: string): TestItem | undefined {
    const tests = this.#files.get(keyOf(uri.toString()))?.item.children;
    return tests === undefined ? undefined : [...tests].map(([, item]) => item).find((item) => item.label === name);
  }

  /** Where a mock can be written in the test that an item is, or is a row of. */
  listed(item: TestItem): ListedTest | undefined {
    return this.#listed.get(item) ?? (item.parent === undefined ? undefined : this.#listed.get(item.parent));
  }

  /** What is known of the file of a test; undefined for a file without tests. */
  file(uri: Uri): TestFile | undefined {
    return this.#files.get(keyOf(uri.toString()))?.file;
  }

  /** Every item with a label. */
  labelled(label: string): readonly TestItem[] {
    return this.#all().flatMap(({ item }) => (item.label === label ? [item] : []));
  }

  /** The tree, a line for each item: two blanks a level, the label and the description. */
  drawn(): string {
    const line = ({ item: { label, description = "" }, depth }: { readonly item: TestItem; readonly depth: number }) =>
      `${"  ".repeat(depth)}${`${label}  ${description}`.trimEnd()}`;
    return this.#all().map(line).join("\n");
  }

  #all(): readonly { readonly item: TestItem; readonly depth: number }[] {
    const below = (item: TestItem, depth: number): { readonly item: TestItem; readonly depth: number }[] => [
      { item, depth },
      ...[...item.children].flatMap(([, child]) => below(child, depth + 1)),
    ];
    return [...this.#controller.items].flatMap(([, item]) => below(item, 0));
  }

  #leavesOf(item: TestItem): readonly TestLeaf[] {
    if (item.children.size > 0) return [...item.children].flatMap(([, child]) => this.#leavesOf(child));
    const name = this.#names.get(item);
    const known = item.uri === undefined ? undefined : this.#files.get(keyOf(item.uri.toString()));
    if (name === undefined || known === undefined || item.uri === undefined) return [];
    return [{ item, name, uri: item.uri, project: Uri.parse(known.file.project).fsPath }];
  }

  #show(key: string, file: TestFile): void {
    const project = this.#projectItem(file);
    const uri = Uri.parse(file.uri);
    const item = project.children.get(key) ?? this.#controller.createTestItem(key, file.flow, uri);
    item.label = file.flow;
    item.description = basename(uri.fsPath) === `${file.flow}.flow` ? "" : basename(uri.fsPath);
    this.#files.set(key, { file, item });
    replaceChildren(item, this.#testItems(item, file, uri));
    if (project.children.get(key) === undefined) project.children.add(item);
  }

  #projectItem({ project, projectName }: TestFile): TestItem {
    const { items } = this.#controller;
    const known = items.get(project);
    const item = known ?? this.#controller.createTestItem(project, projectName, Uri.parse(project));
    item.label = projectName;
    const path = workspace.asRelativePath(Uri.parse(project), false);
    item.description = path === projectName || path === Uri.parse(project).fsPath ? "" : path;
    if (known === undefined) items.add(item);
    return item;
  }

  #testItems(parent: TestItem, { tests }: TestFile, uri: Uri): readonly TestItem[] {
    const used = new Map<string, number>();
    return tests.map((test) => {
      // Two tests of one name are a mistake that the editor marks; both are shown.
      const number = (used.get(test.name) ?? 0) + 1;
      used.set(test.name, number);
      const id = `${parent.id}#${test.name}${number === 1 ? "" : `#${number}`}`;
      const item = this.#item(parent, { id, label: test.name, uri, name: test.name });
      item.range = rangeOf(test.range);
      item.tags = test.tags.map((tag) => new TestTag(tag));
      this.#listed.set(item, test);
      const cases = test.cases.map((each) => {
        const found = this.#item(item, { id: `${id}#${each.name}`, label: each.name, uri, name: each.name });
        found.description = each.detail;
        found.range = rangeOf(each.range);
        found.tags = item.tags;
        return found;
      });
      replaceChildren(item, cases);
      return item;
    });
  }

  #item(
    parent: TestItem,
    { id, label, uri, name }: { readonly id: string; readonly label: string; readonly uri: Uri; readonly name: string },
  ): TestItem {
    const item = parent.children.get(id) ?? this.#controller.createTestItem(id, label, uri);
    item.label = label;
    this.#names.set(item, name);
    return item;
  }

  #remove(key: string): void {
    const known = this.#files.get(key);
    if (known === undefined) return;
    this.#files.delete(key);
    const { item, file } = known;
    const project = this.#controller.items.get(file.project);
    project?.children.delete(item.id);
    if (project?.children.size === 0) this.#controller.items.delete(project.id);
  }
}

/** Items that stay are left alone, because the editor keeps their results. */
function replaceChildren(parent: TestItem, items: readonly TestItem[]): void {
  const wanted = new Set(items.map(({ id }) => id));
  for (const [id] of parent.children) if (!wanted.has(id)) parent.children.delete(id);
  for (const item of items) if (parent.children.get(item.id) === undefined) parent.children.add(item);
  // The editor sorts by this, so that tests stand as they are written.
  items.forEach((item, at) => {
    item.sortText = String(at).padStart(5, "0");
  });
}

function keyOf(uri: string): string {
  return Uri.parse(uri).toString();
}

function rangeOf({ start, end }: ListedTest["range"]): Range {
  return new Range(start.line, start.character, end.line, end.character);
}
