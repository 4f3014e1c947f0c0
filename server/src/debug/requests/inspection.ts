import * as z from "zod";
import { request } from "./request.ts";

export const threads = request(z.unknown(), (session) => session.threads());

export const stackTrace = request(
  z.object({ startFrame: z.int().optional(), levels: z.int().optional() }),
  (session, args) => session.stackTrace(args),
);

export const scopes = request(z.object({ frameId: z.int() }), (session, { frameId }) => session.scopes(frameId));

export const variables = request(
  z.object({
    variablesReference: z.int(),
    filter: z.enum(["indexed", "named"]).optional(),
    start: z.int().optional(),
    count: z.int().optional(),
  }),
  (session, args) => session.variables(args.variablesReference, args),
);

export const evaluate = request(
  z.object({ expression: z.string(), frameId: z.int().optional(), context: z.string().optional() }),
  (session, args) => session.evaluate(args),
);

export const loadedSources = request(z.unknown(), (session) => session.loadedSources());
