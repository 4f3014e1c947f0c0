import { customRequests } from "./protocol.ts";
import { breakpointLocations, setBreakpoints, setExceptionBreakpoints } from "./requests/breakpoints.ts";
import { consent, input, memory, restartConversation } from "./requests/custom.ts";
import { next, pause, resume, stepIn, stepOut } from "./requests/execution.ts";
import { evaluate, loadedSources, scopes, stackTrace, threads, variables } from "./requests/inspection.ts";
import { configurationDone, disconnect, initialize, launch, restart, terminate } from "./requests/lifecycle.ts";
import type { RequestHandler } from "./requests/request.ts";

/** Every request that the adapter answers; any other one is refused. */
export const requests: ReadonlyMap<string, RequestHandler> = new Map([
  ["initialize", initialize],
  ["launch", launch],
  ["configurationDone", configurationDone],
  ["restart", restart],
  ["terminate", terminate],
  ["disconnect", disconnect],

  ["setBreakpoints", setBreakpoints],
  ["setExceptionBreakpoints", setExceptionBreakpoints],
  ["breakpointLocations", breakpointLocations],

  ["continue", resume],
  ["next", next],
  ["stepIn", stepIn],
  ["stepOut", stepOut],
  ["pause", pause],

  ["threads", threads],
  ["stackTrace", stackTrace],
  ["scopes", scopes],
  ["variables", variables],
  ["evaluate", evaluate],
  ["loadedSources", loadedSources],

  [customRequests.input, input],
  [customRequests.restart, restartConversation],
  [customRequests.consent, consent],
  [customRequests.variables, memory],
]);
