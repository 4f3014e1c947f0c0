import * as z from "zod";
import { request } from "./request.ts";

const anything = z.unknown();

export const resume = request(anything, (session) => session.resume("continue", { allThreadsContinued: true }));

export const next = request(anything, (session) => session.resume("next"));

export const stepIn = request(anything, (session) => session.resume("stepIn"));

export const stepOut = request(anything, (session) => session.resume("stepOut"));

export const pause = request(anything, (session) => session.pause());
