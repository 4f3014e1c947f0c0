/** What the command line takes of the channels: loaded only by those commands that need them. */
export { administer } from "./administration.ts";
export { serve } from "./serve.ts";
