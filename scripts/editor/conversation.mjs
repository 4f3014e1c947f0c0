/**
 * Runs the conversation of the file that is shown, by F5, and waits for the panel's first question.
 *
 * @param {import("./page.mjs").Editor} editor
 * @returns {Promise<Conversation>}
 */
export async function runConversation(editor) {
  await editor.page.keyboard.press("F5");
  const frame = await editor.webview("text=What can I do for you?", 30_000);
  return {
    frame,
    tap: (title) => frame.getByRole("button", { name: title, exact: true }).last().click(),
    say: async (text) => {
      const field = frame.getByRole("textbox");
      await field.fill(text);
      await field.press("Enter");
    },
    sees: (text) => frame.getByText(text).last().waitFor(),
  };
}

/**
 * The panel of a conversation, used the way a person does it.
 *
 * @typedef {object} Conversation
 * @property {import("playwright-core").Frame} frame
 * @property {(title: string) => Promise<void>} tap
 * @property {(text: string) => Promise<void>} say
 * @property {(text: string | RegExp) => Promise<void>} sees waits until the panel shows it
 */
