import { testFromConversation } from "../testing/fromConversation.ts";
import { joinUri, relativePath } from "../workspace/uris.ts";
import { type Answer, done, refused } from "./answers.ts";
import type { Client } from "./client.ts";
import type { SaveTestArguments, SaveTestBody } from "./protocol.ts";
import type { Run } from "./run.ts";

const CHANGED = "Memory was written from outside while the conversation ran: the test does not do that.";

/** Makes a test of a conversation and says where it is to stand; writes nothing. */
export async function saveTest(run: Run, client: Client, { name, file }: SaveTestArguments): Promise<Answer> {
  const { conversation, launch, environment, start } = run;
  const { folder, index, format } = run.loaded;
  const path = file === undefined ? undefined : (relativePath(folder, client.uriOf(file)) ?? file);
  const made = await testFromConversation(
    { events: [...conversation.told], start, presets: launch.presets },
    { index, environment, format },
    { name, file: path },
  );
  if (!made.ok) return refused(made.reason);
  const { text, edit, isNewFile, notes } = made.test;
  const body: SaveTestBody = {
    name: made.test.name,
    text,
    file: client.pathOf(joinUri(folder, edit.file)),
    isNewFile,
    edit: { range: edit.range, newText: edit.newText },
    notes: [...notes, ...(conversation.hasBeenChanged ? [CHANGED] : [])],
  };
  return done(body);
}
