import * as z from "zod";
import { request } from "./request.ts";

const anything = z.unknown();

export const resume = request(anything, (session) => session.resume("continue", { allThreadsContinued: true }));

export const next = request(anything, (session) => session.resume("next"));

export const stepIn = request(z.object({ targetId: z.int().optional() }), (session, { targetId }) =>
  session.stepIn(targetId),
);

export const stepInTargets = request(anything, (session) => session.stepInTargets());

export const stepBack = request(anything, (session) => session.stepBack());

export const reverseContinue = request(anything, (session) => session.reverseContinue());

export const restartFrame = request(z.object({ frameId: z.int() }), (session, { frameId }) =>
  session.restartFrame(frameId),
);

export const gotoTargets = request(
  z.object({ source: z.object({ path: z.string().optional() }), line: z.int(), column: z.int().optional() }),
  (session, { source, line, column }) => session.gotoTargets(source.path, line, column),
);

export const goto = request(z.object({ targetId: z.int() }), (session, { targetId }) => session.goto(targetId));

export const cancel = request(z.object({ progressId: z.string().optional() }), (session, { progressId }) =>
  session.cancel(progressId),
);

export const stepOut = request(anything, (session) => session.resume("stepOut"));

export const pause = request(anything, (session) => session.pause());
