/** Bot Framework: a waterfall of prompts on an adapter without a network, its state in memory as JSON. */
import { ActivityTypes, BotAdapter, ConversationState, MemoryStorage, TurnContext } from "botbuilder-core";
import { DialogSet, DialogTurnStatus, NumberPrompt, TextPrompt, WaterfallDialog } from "botbuilder-dialogs";

class LocalAdapter extends BotAdapter {
  async sendActivities(_, activities) {
    for (const { text } of activities) this.said = text;
    return activities.map((_, i) => ({ id: String(i) }));
  }
}

export function createBotbuilder() {
  const storage = new MemoryStorage();
  const state = new ConversationState(storage);
  const dialogs = new DialogSet(state.createProperty("dialogs"));
  const adapter = new LocalAdapter();
  dialogs.add(new TextPrompt("text"));
  dialogs.add(new NumberPrompt("number"));
  dialogs.add(
    new WaterfallDialog("transfer", [
      async (step) => step.prompt("text", "Hello."),
      async (step) => step.prompt("text", "What is your name?"),
      async (step) => {
        step.values.name = step.result;
        return step.prompt("number", `How much, ${step.result}?`);
      },
      async (step) => {
        step.values.amount = step.result;
        return step.prompt(
          "text",
          step.result > 100 ? `That is a lot, ${step.values.name}.` : `Fine, ${step.values.name}.`,
        );
      },
      async (step) => {
        await step.context.sendActivity(`Thank you, ${step.values.name}: ${step.values.amount} is on its way.`);
        return step.endDialog();
      },
    ]),
  );

  const turn = async (conversation, text) => {
    const activity = {
      type: ActivityTypes.Message,
      text,
      channelId: "local",
      conversation: { id: conversation.id },
      from: { id: conversation.id },
      recipient: { id: "bot" },
      locale: "en-us",
    };
    await adapter.runMiddleware(new TurnContext(adapter, activity), async (context) => {
      const dialog = await dialogs.createContext(context);
      const { status } = await dialog.continueDialog();
      conversation.isOver = status === DialogTurnStatus.complete;
      if (status === DialogTurnStatus.empty) await dialog.beginDialog("transfer");
      await state.saveChanges(context);
    });
    return conversation;
  };
  const keyOf = ({ id }) => `local/conversations/${id}`;
  return {
    name: "Bot Framework, waterfall",
    begin: (n) => turn({ id: `c${n}`, isOver: false }, "start"),
    send: turn,
    isOver: (conversation) => conversation.isOver,
    kept: async (conversation) =>
      JSON.stringify((await storage.read([`${keyOf(conversation)}/`]))[`${keyOf(conversation)}/`] ?? null),
    forget: (conversation) => storage.delete([`${keyOf(conversation)}/`]),
  };
}
