/** Transitions (steps, jumps, returns) of one turn. */
export const maximumTransitions = 1_000;
/** Requests of one turn. */
export const maximumRequests = 100;
/** Characters that one turn says, stores and gets. */
export const maximumTurnCharacters = 64_000_000;
/** Characters that the expressions of one turn read, those of large values counted. */
export const maximumTurnWork = 100_000_000;
/** Calls inside each other. */
export const maximumCalls = 100;
/** Blocks that interrupt each other. */
export const maximumFrames = 100;
/** Replies and buttons of a conversation that can still be tapped; the oldest go first. */
export const maximumOffers = 500;
/** Places that `-> back` remembers. */
export const maximumHistory = 30;
/** Inputs that wait for their turn. */
export const maximumQueue = 100;
/** Characters of an input's text. */
export const maximumInput = 100_000;
/** Characters of one scope, counted as JSON. */
export const maximumScope = 16_000_000;
/** Messages of one response, and replies, buttons or cards of one message. */
export const maximumMessages = 50;
/** Characters of a response's body that the machine reads: the driver's limit is 8 MiB. */
export const maximumBody = 8 * 1024 * 1024;
/** Texts that are remembered for masking. */
export const maximumSensitive = 500;
/** Characters of what a reply or button carries, and of an answer that `-> back` brings back. */
export const maximumKept = 50_000;
/** The last moment that a date can name, in milliseconds since 1970: no clock goes beyond it. */
export const latestTime = 8.64e15;
