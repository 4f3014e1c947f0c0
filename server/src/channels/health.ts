import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { type Endpoint, endpoint } from "./http/endpoint.ts";
import type { Metrics } from "./metrics.ts";
import type { Store } from "./storage/store.ts";

/** What the endpoints about the server itself ask. */
export interface Health {
  readonly store: Pick<Store, "check">;
  readonly metrics: Pick<Metrics, "read">;
  readonly isStopping: () => boolean;
  /** Names of the bots. */
  readonly bots: () => readonly string[];
}

const status = z.object({ status: z.literal("ok"), bots: z.array(z.string()) });
const failed = z.object({ status: z.literal("unavailable"), error: z.string() });

/** Whether the process lives, whether it can work, and what it counts. */
export function healthEndpoints(health: Health): readonly Endpoint[] {
  const common = {
    method: "GET",
    tag: "Server",
    refuse: (error: string) => ({ status: 400, body: { error } }),
  } as const;
  return [
    endpoint({
      ...common,
      path: "/health",
      summary: "Whether the process lives",
      answers: { 200: { description: "It does.", body: z.object({ status: z.literal("ok") }) } },
      handle: async () => ({ status: 200, body: { status: "ok" } }),
    }),
    endpoint({
      ...common,
      path: "/ready",
      summary: "Whether messages are taken",
      answers: {
        200: { description: "They are.", body: status },
        503: { description: "They are not: the server is stopping, or its store does not answer.", body: failed },
      },
      handle: async () => {
        const error = await problemOf(health);
        if (error !== undefined) return { status: 503, body: { status: "unavailable", error } };
        return { status: 200, body: { status: "ok", bots: [...health.bots()] } };
      },
    }),
    endpoint({
      ...common,
      path: "/metrics",
      summary: "Figures for Prometheus",
      answers: { 200: { description: "In the text form of Prometheus.", type: "text/plain" } },
      handle: async () => {
        const { text, type } = await health.metrics.read();
        return { status: 200, headers: { "content-type": type }, body: text };
      },
    }),
  ];
}

/** How long the store may take to answer, in milliseconds: who asks does not wait for ever. */
const longestCheck = 3_000;

/** Why the server takes no messages now, in a sentence; `undefined` where it does. */
async function problemOf({ store, isStopping }: Health): Promise<string | undefined> {
  if (isStopping()) return "The server is stopping.";
  const silent = "The store does not answer.";
  const check = store.check().then(
    () => undefined,
    () => silent,
  );
  return Promise.race([check, sleep(longestCheck, silent, { ref: false })]);
}
