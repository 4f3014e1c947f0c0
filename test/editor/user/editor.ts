import { join } from "node:path";
import type { Browser } from "playwright-core";
import { type Editor, openEditor } from "../../../scripts/editor/page.mjs";
import { root } from "../../../scripts/editor/paths.mjs";
import type { ServerBuild } from "../../../scripts/editor/serverBuild.mjs";
import { freshWorkspace } from "../../../scripts/test/editor.mjs";
import { test } from "../runner.ts";

/** What the tests of this folder run in. `environment` says where the example's backend listens. */
export interface Surroundings {
  readonly browser: Browser;
  readonly server: ServerBuild;
  readonly environment: Readonly<Record<string, string>>;
}

/** An editor that shows a copy of the example, with the extension from this repository. */
export interface OpenedEditor extends Editor {
  /** The folder that is open, absolute. */
  readonly folder: string;
}

let surroundings: Surroundings | undefined;

/** Says in what the tests run; called once, before they do. */
export function useSurroundings(value: Surroundings): void {
  surroundings = value;
}

/** The browser that the tests share. */
export function theBrowser(): Browser {
  if (surroundings === undefined) throw new Error("The tests have no browser.");
  return surroundings.browser;
}

/** Adds a test with an editor of its own; when it fails, the last thing seen is kept in `.cache/screenshots/failed-NAME.png`. */
export function editorTest(name: string, body: (editor: OpenedEditor) => Promise<void>, timeout = 90_000): void {
  test(
    name,
    async () => {
      const folder = freshWorkspace();
      const server = surroundings?.server;
      if (server === undefined) throw new Error("The tests have no editor.");
      const editor = await openEditor({ browser: theBrowser(), server, folder, extension: root });
      try {
        await body({ ...editor, folder });
      } catch (error) {
        await editor.screenshot(join(root, ".cache", "screenshots", `failed-${name.replace(/\W+/g, "-")}.png`));
        throw error;
      } finally {
        await editor.page.context().close();
      }
    },
    timeout,
  );
}
