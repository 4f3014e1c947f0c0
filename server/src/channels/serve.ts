import { pino } from "pino";
import type { Configuration } from "./configuration.ts";
import { accountProblem } from "./converse/accounts.ts";
import type { Log } from "./log.ts";
import { type RunningServer, startServer } from "./server.ts";
import { type SetupOptions, setUp } from "./setup.ts";

/** A server that runs; or lines that say why there is none, of a wrong use (`usage`) or of flows that cannot run (`findings`). */
export type Served =
  | { readonly kind: "running"; readonly server: RunningServer; readonly log: Log }
  | { readonly kind: "usage" | "findings"; readonly problems: readonly string[] };

/** `flowstate serve`: reads the configuration, opens the store, loads the bots and listens. Logs go to standard error. */
export async function serve(options: SetupOptions, environment: NodeJS.ProcessEnv): Promise<Served> {
  const accounts = accountProblem({
    users: environment["FLOWSTATE_USERS"],
    jwtSecret: environment["FLOWSTATE_JWT_SECRET"],
  });
  if (accounts !== undefined) return { kind: "usage", problems: [accounts] };
  const setup = await setUp(options, environment, true);
  if (!setup.ok) return { kind: "usage", problems: [setup.problem] };
  const { configuration, store } = setup;
  const log = createLog(configuration);
  try {
    const started = await startServer({ configuration, store, location: options.location, log, environment });
    switch (started.kind) {
      case "running":
        return { kind: "running", server: started.server, log };
      case "refused":
        return { kind: "findings", problems: started.problems };
      case "unreadable":
        return { kind: "usage", problems: [started.reason] };
    }
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    const where = `${configuration.host}:${configuration.port}`;
    if (code === "EADDRINUSE") return { kind: "usage", problems: [`${where} is taken: name another --port.`] };
    if (code === "EACCES" || code === "EADDRNOTAVAIL" || code === "ENOTFOUND") {
      return { kind: "usage", problems: [`${where} cannot be listened on (${code}).`] };
    }
    throw error;
  }
}

/** What may hold a secret wherever it turns up. */
const redacted = ["token", "verifyToken", "password", "authorization", "cookie"];

function createLog({ log: { level } }: Configuration): Log {
  return pino(
    {
      level,
      base: { pid: process.pid },
      redact: { paths: redacted.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: "•••" },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    pino.destination({ dest: 2, sync: true }),
  );
}
