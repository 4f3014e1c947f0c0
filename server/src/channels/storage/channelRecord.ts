import { z } from "zod";
import type { ChannelRecord } from "./store.ts";

const record = z.object({
  id: z.string(),
  kind: z.enum(["api-medium", "chatlayer"]),
  token: z.string(),
  verifyToken: z.string().nullable(),
  webhook: z.string(),
  deployments: z.array(z.object({ bot: z.string(), keyword: z.string() })),
  createdAt: z.number(),
});

/** A channel as a store keeps it, as JSON; throws where it is none. */
export function readChannelRecord(json: string): ChannelRecord {
  return record.parse(JSON.parse(json));
}
