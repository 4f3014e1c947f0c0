import * as z from "zod";
import { request } from "./request.ts";

const source = z.object({ path: z.string().optional() });

export const setBreakpoints = request(
  z.object({
    source,
    breakpoints: z
      .array(
        z.object({
          line: z.int(),
          column: z.int().optional(),
          condition: z.string().optional(),
          hitCondition: z.string().optional(),
          logMessage: z.string().optional(),
        }),
      )
      .optional(),
    /** The form from before there were conditions. */
    lines: z.array(z.int()).optional(),
  }),
  (session, args) =>
    session.breakpoints.setBreakpoints(
      args.source.path,
      args.breakpoints ?? (args.lines ?? []).map((line) => ({ line })),
    ),
);

export const breakpointLocations = request(
  z.object({
    source,
    line: z.int(),
    column: z.int().optional(),
    endLine: z.int().optional(),
    endColumn: z.int().optional(),
  }),
  (session, args) => session.breakpoints.breakpointLocations(args.source.path, args),
);

const rules = { condition: z.string().optional(), hitCondition: z.string().optional() };

export const setFunctionBreakpoints = request(
  z.object({ breakpoints: z.array(z.object({ name: z.string(), ...rules })) }),
  (session, args) => session.breakpoints.setFunctionBreakpoints(args.breakpoints),
);

export const dataBreakpointInfo = request(
  z.object({ name: z.string(), variablesReference: z.int().optional() }),
  // A client without a container sends 0 or nothing.
  (session, args) =>
    session.dataBreakpointInfo(args.variablesReference === 0 ? undefined : args.variablesReference, args.name),
);

export const setDataBreakpoints = request(
  z.object({ breakpoints: z.array(z.object({ dataId: z.string(), accessType: z.string().optional(), ...rules })) }),
  (session, args) => session.breakpoints.setDataBreakpoints(args.breakpoints),
);

export const setExceptionBreakpoints = request(
  z.object({
    filters: z.array(z.string()),
    filterOptions: z.array(z.object({ filterId: z.string(), condition: z.string().optional() })).optional(),
  }),
  (session, args) =>
    session.breakpoints.setExceptionBreakpoints([
      ...args.filters.map((filterId) => ({ filterId })),
      ...(args.filterOptions ?? []),
    ]),
);
