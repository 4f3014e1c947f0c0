import { expect, test } from "vitest";
import { exposedEnvironment } from "../../server/src/workspace/exposedEnvironment.ts";
import { memoryFileSystem, memoryUri } from "../support/memoryFileSystem.ts";

test.each([
  ["in no repository", { "/a/bot/.env": "X=1" }, false],
  ["in a repository that ignores nothing", { "/a/.git/HEAD": "", "/a/bot/.env": "X=1" }, true],
  ["in a repository of its own", { "/a/bot/.git/HEAD": "", "/a/bot/.env": "X=1" }, true],
  ["ignored at the root", { "/a/.git/HEAD": "", "/a/.gitignore": ".env*\n", "/a/bot/.env": "X=1" }, false],
  ["ignored beside it", { "/a/.git/HEAD": "", "/a/bot/.gitignore": ".env\n", "/a/bot/.env": "X=1" }, false],
  ["ignored on this machine", { "/a/.git/info/exclude": ".env\n", "/a/bot/.env": "X=1" }, false],
  ["in an ignored folder", { "/a/.git/HEAD": "", "/a/.gitignore": "bot/\n", "/a/bot/.env": "X=1" }, false],
  ["taken out again", { "/a/.git/HEAD": "", "/a/.gitignore": ".env\n!bot/.env\n", "/a/bot/.env": "X=1" }, true],
  ["not there", { "/a/.git/HEAD": "", "/a/bot/main.flow": "" }, false],
])("an environment file %s", async (_, files, isExposed) => {
  const warning = await exposedEnvironment(memoryFileSystem(files), memoryUri("/a/bot"));
  if (isExposed) expect(warning).toContain("`.env` is not ignored by git");
  else expect(warning).toBeUndefined();
});
