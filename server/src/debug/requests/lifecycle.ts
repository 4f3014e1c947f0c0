import * as z from "zod";
import { readLaunchConfiguration } from "../launchConfiguration.ts";
import { request } from "./request.ts";

const anything = z.unknown();

export const initialize = request(
  z.object({
    linesStartAt1: z.boolean().default(true),
    columnsStartAt1: z.boolean().default(true),
    pathFormat: z.string().default("path"),
    supportsProgressReporting: z.boolean().default(false),
    supportsInvalidatedEvent: z.boolean().default(false),
  }),
  (session, { supportsProgressReporting: progress, supportsInvalidatedEvent: invalidated, ...format }) =>
    session.initialize(format, { progress, invalidated }),
);

export const launch = request(anything, (session, args) => {
  const read = readLaunchConfiguration(args);
  return read.ok ? session.launch(read.configuration) : { ok: false, message: read.message, show: true };
});

export const configurationDone = request(anything, (session) => session.configurationDone());

/** A restart may bring a changed launch configuration along. */
export const restart = request(z.object({ arguments: z.unknown().optional() }), (session, { arguments: args }) => {
  if (args === undefined) return session.restart(undefined);
  const read = readLaunchConfiguration(args);
  return read.ok ? session.restart(read.configuration) : { ok: false, message: read.message, show: true };
});

export const terminate = request(anything, (session) => session.terminate());

export const disconnect = request(anything, (session) => session.disconnect());
