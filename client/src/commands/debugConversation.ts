import { startConversation } from "./runConversation.ts";

/** Starts a conversation that breakpoints stop; its argument is that of `runConversation`. */
export function debugConversation(target: unknown): Promise<void> {
  return startConversation(target, false);
}
