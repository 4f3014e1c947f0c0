import * as z from "zod";
import { refused } from "../answers.ts";
import { readInput } from "../inputs.ts";
import type { ConsentArguments } from "../protocol.ts";
import { request } from "./request.ts";

export const input = request(z.unknown(), (session, args) => {
  const read = readInput(args);
  return read.ok ? session.input(read.input) : refused(read.message);
});

export const restartConversation = request(z.unknown(), (session) => session.restartConversation());

const consentArguments: z.ZodType<ConsentArguments> = z.object({ host: z.string().min(1), allow: z.boolean() });

export const consent = request(consentArguments, (session, args) => session.consent(args.host, args.allow));

export const memory = request(z.unknown(), (session) => session.memory());
