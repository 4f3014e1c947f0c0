import { createServer } from "node:net";
import { afterEach, expect, test } from "vitest";
import { closeAll, freePort, onClose, startProgram } from "../../scripts/editor/processes.mjs";

afterEach(() => closeAll());

test("the next free port is taken when the wanted one is in use", async () => {
  const wanted = await freePort();
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(wanted, "127.0.0.1", resolve));
  onClose(() => void server.close());
  expect(await freePort(wanted)).toBeGreaterThan(wanted);
});

test("what was registered last is closed first, each once, and one that fails stops no other", async () => {
  const closed: string[] = [];
  onClose(() => void closed.push("first"));
  onClose(() => Promise.reject(new Error("no")));
  const close = onClose(() => void closed.push("last"));
  await close();
  await closeAll();
  await closeAll();
  expect(closed).toEqual(["last", "first"]);
});

test("a program ends with the programs that it started", async () => {
  const script = `
    const { spawn } = require("node:child_process");
    spawn(process.execPath, ["-e", "console.log(1); setInterval(() => {}, 1000)"], { stdio: "inherit" });
    setInterval(() => {}, 1000);`;
  const { child, stop } = startProgram(process.execPath, ["-e", script], { stdio: ["ignore", "pipe", "inherit"] });
  await new Promise((resolve) => child.stdout?.once("data", resolve));
  // The pipe closes when nobody is left who could write to it.
  const closed = new Promise((resolve) => child.once("close", resolve));
  await stop();
  await closed;
});
