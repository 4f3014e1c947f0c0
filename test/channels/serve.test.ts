import { type ChildProcess, spawn } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { commandLine, commandLineFile, temporaryFolder } from "../support/commandLine.ts";
import { startBackend } from "../support/fakeBackend.ts";
import { postJson, until } from "../support/servedBot.ts";

const flows = (text: string) =>
  `bot bank { start bank.start }\nstate start { ask session.name as text "Name?" say "${text}" }\n`;

/** `flowstate serve` as a program of its own, with what it prints. */
async function startServe(args: readonly string[]) {
  const child: ChildProcess = spawn(
    process.execPath,
    ["--disable-warning=ExperimentalWarning", commandLineFile, "serve", ...args, "--port", "0"],
    { stdio: ["ignore", "pipe", "pipe"] },
  );
  let log = "";
  child.stderr?.on("data", (chunk: Buffer) => {
    log += chunk.toString();
  });
  const closed = new Promise<number | null>((resolve) => child.once("close", resolve));
  const url = await new Promise<string>((resolve, reject) => {
    child.once("close", () => reject(new Error(log)));
    child.stdout?.on("data", (chunk: Buffer) => {
      const found = /http:\S+/.exec(chunk.toString());
      if (found !== null) resolve(found[0]);
    });
  });
  return { child, url, closed, log: () => log };
}

test.skipIf(process.platform === "win32")(
  "serve: talks, reads its flows again when told, and stops when told",
  async () => {
    await using folder = await temporaryFolder({ "bank.flow": flows("Old.") });
    await using webhook = await startBackend(() => ({ status: 200 }));
    const store = ["--store", `sqlite:${join(folder.path, "store.sqlite")}`];
    const added = await commandLine("channel", "add", "api-medium", folder.path, "--webhook", webhook.url, ...store);
    const { child, url, closed, log } = await startServe([folder.path, ...store]);
    try {
      const channel = JSON.parse(added.out) as { readonly channelID: string; readonly token: string };
      const say = (message: string) => postJson(`${url}/api-medium/messages`, { ...channel, message, userID: 1 });
      expect((await say("#bank")).status).toBe(200);
      await until(() => webhook.requests.length === 1);
      await writeFile(join(folder.path, "bank.flow"), flows("New."));
      child.kill("SIGHUP");
      await until(() => log().includes("The flows were read again."));
      await writeFile(join(folder.path, "bank.flow"), "bot bank { start bank.nowhere }");
      child.kill("SIGHUP");
      await until(() => log().includes("The flows stay as they were."));
      await say("Ann");
      await until(() => webhook.requests.length === 2);
      expect(webhook.requests[1]?.body).toContain("New.");
      expect(await (await fetch(`${url}/ready`)).json()).toEqual({ status: "ok", bots: ["bank"] });
      expect(await (await fetch(`${url}/health`)).json()).toEqual({ status: "ok" });
      const metrics = await (await fetch(`${url}/metrics`)).text();
      expect(metrics).toContain(
        'flowstate_http_requests_total{method="POST",route="/api-medium/messages",status="200"} 2',
      );
      expect(metrics).toContain('flowstate_deliveries_total{result="delivered"} 2');
      expect(metrics).toContain("flowstate_inputs_handled_total 2");
      expect(metrics).not.toContain(channel.channelID);
    } finally {
      child.kill("SIGTERM");
    }
    expect(await closed).toBe(0);
    expect(log()).not.toContain("Ann");
    for (const line of log().trim().split("\n")) expect(JSON.parse(line)).toHaveProperty("msg");
    await expect(fetch(`${url}/health`)).rejects.toThrow();
  },
);
