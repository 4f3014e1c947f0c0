/**
 * A PostgreSQL server for tests and benchmarks, on a free port of loopback with an empty data folder of its own. It refuses to run as
 * root: there it runs as `nobody`, from a copy that `nobody` can read.
 */
import { spawn, spawnSync } from "node:child_process";
import { chmodSync, chownSync, cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "../editor/processes.mjs";
import { SetupError } from "../ensure.mjs";
import { installPostgres } from "./install.mjs";

/** `nobody` on Debian and on macOS alike is no person; the number exists nowhere else. */
const nobody = 65534;

/**
 * @typedef {object} PostgresServer
 * @property {string} url of the database `postgres`, for a client: `postgres://…`
 * @property {() => Promise<void>} kill ends it at once, as `kill -9` does; `start` goes on with the same data
 * @property {() => Promise<void>} start after `kill`: recovers what was committed, on the same port
 * @property {() => Promise<void>} stop ends it and removes its data
 */

/**
 * @param {{ say?: (line: string) => void, settings?: Readonly<Record<string, string>> }} [options] `settings` as in `postgresql.conf`
 * @returns {Promise<PostgresServer>} once it takes connections
 */
export async function startPostgres({ say = () => undefined, settings = {} } = {}) {
  const installation = await installPostgres(say);
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "flowstate-postgres-")));
  const owner = process.getuid?.() === 0 ? { uid: nobody, gid: nobody } : {};
  const programs = "uid" in owner ? readableCopy(installation, folder) : installation;
  const data = join(folder, "data");
  mkdirSync(data, { mode: 0o700 });
  if (owner.uid !== undefined) chownSync(data, owner.uid, owner.gid);
  initialize(programs, data, owner);
  const port = await freePort();
  const args = Object.entries({
    port: String(port),
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    ...settings,
  }).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const run = () => runServer(join(programs, "bin", "postgres"), ["-D", data, ...args], { ...owner, cwd: data });
  let running = await run();
  const remove = () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  const atExit = () => {
    running.child.kill("SIGKILL");
    remove();
  };
  process.once("exit", atExit);
  return {
    url: `postgres://flowstate@127.0.0.1:${port}/postgres`,
    kill: () => running.end("SIGKILL"),
    async start() {
      running = await run();
    },
    async stop() {
      process.removeListener("exit", atExit);
      await running.end("SIGINT");
      remove();
    },
  };
}

/**
 * The checkout may lie in a folder that only root can enter.
 *
 * @param {string} installation
 * @param {string} folder
 */
function readableCopy(installation, folder) {
  const copy = join(folder, "programs");
  chmodSync(folder, 0o755);
  cpSync(installation, copy, { recursive: true, verbatimSymlinks: true });
  return copy;
}

/**
 * @param {string} programs
 * @param {string} data
 * @param {{ uid?: number, gid?: number }} owner
 */
function initialize(programs, data, owner) {
  const args = ["-D", data, "-U", "flowstate", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"];
  const { status, error, stderr } = spawnSync(join(programs, "bin", "initdb"), args, {
    ...owner,
    cwd: data,
    encoding: "utf8",
  });
  if (status !== 0) throw new SetupError(`initdb failed: ${error?.message ?? stderr.trim()}`);
}

/**
 * @param {string} program
 * @param {readonly string[]} args
 * @param {import("node:child_process").SpawnOptions} options
 */
async function runServer(program, args, options) {
  for (let attempt = 1; ; attempt += 1) {
    const child = spawn(program, args, { ...options, stdio: ["ignore", "ignore", "pipe"] });
    const ended = new Promise((resolve) => child.once("close", resolve));
    const log = await untilReady(child);
    if (log === undefined) {
      return {
        child,
        /** @param {"SIGINT" | "SIGKILL"} signal */
        async end(signal) {
          child.kill(signal);
          await ended;
        },
      };
    }
    // The processes of a server that was killed need a moment to notice; until then the new one finds their memory in use.
    if (attempt === 50) throw new SetupError(`PostgreSQL did not start:\n${log}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/**
 * @param {import("node:child_process").ChildProcess} child
 * @returns {Promise<string | undefined>} nothing when it takes connections; what it said when it ended instead
 */
function untilReady(child) {
  return new Promise((resolve) => {
    let log = "";
    child.stderr?.setEncoding("utf8").on("data", (text) => {
      log = (log + text).slice(-4000);
      if (log.includes("database system is ready to accept connections")) resolve(undefined);
    });
    child.once("error", (error) => resolve(error.message));
    child.once("close", () => resolve(log));
  });
}
