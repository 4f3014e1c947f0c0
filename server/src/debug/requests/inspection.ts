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

export const setVariable = request(
  z.object({ variablesReference: z.int(), name: z.string(), value: z.string() }),
  (session, args) => session.setVariable(args.variablesReference, args.name, args.value),
);

export const setExpression = request(
  z.object({ expression: z.string(), value: z.string(), frameId: z.int().optional() }),
  (session, args) => session.setExpression(args.expression, args.value, args.frameId),
);

export const completions = request(
  z.object({ text: z.string(), column: z.int(), line: z.int().optional(), frameId: z.int().optional() }),
  (session, args) => session.completions(args),
);

export const exceptionInfo = request(z.unknown(), (session) => session.exceptionInfo());

export const locations = request(z.object({ locationReference: z.int() }), (session, { locationReference }) =>
  session.locations(locationReference),
);
