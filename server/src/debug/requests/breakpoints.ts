import * as z from "zod";
import { done } from "../answers.ts";
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
    session.setBreakpoints(args.source.path, args.breakpoints ?? (args.lines ?? []).map((line) => ({ line }))),
);

export const breakpointLocations = request(
  z.object({
    source,
    line: z.int(),
    column: z.int().optional(),
    endLine: z.int().optional(),
    endColumn: z.int().optional(),
  }),
  (session, args) => session.breakpointLocations(args.source.path, args),
);

/** There are no exception filters yet, but most clients send an empty list of them with every configuration. */
export const setExceptionBreakpoints = request(
  z.object({
    filters: z.array(z.string()),
    filterOptions: z.array(z.object({ filterId: z.string() })).optional(),
  }),
  (_session, args) => {
    const names = [...args.filters, ...(args.filterOptions ?? []).map((option) => option.filterId)];
    return done({
      breakpoints: names.map((name) => ({ verified: false, message: `There is no filter \`${name}\`.` })),
    });
  },
);
