/** RiveScript: one bot for all, a user's variables and topic for each. */
import RiveScript from "rivescript";

const source = `
! version = 2.0

+ hi
- What is your name?{topic=name}

> topic name
  + *
  - <set name=<star>>How much, <star>?{topic=amount}
< topic

> topic amount
  + #
  * <star> > 100 => <set amount=<star>>That is a lot, <get name>.{topic=branch}
  - <set amount=<star>>Fine, <get name>.{topic=branch}
< topic

> topic branch
  + go on
  - Thank you, <get name>: <get amount> is on its way.{topic=random}
< topic
`;

export function createRive() {
  const bot = new RiveScript();
  bot.stream(source);
  bot.sortReplies();
  return {
    name: "RiveScript",
    begin: (n) => ({ user: `u${n}`, said: "Hello." }),
    send: async (conversation, text) => {
      conversation.said = await bot.reply(conversation.user, text);
      return conversation;
    },
    isOver: ({ said }) => said.startsWith("Thank you"),
    kept: async ({ user }) => JSON.stringify(await bot.getUservars(user)),
    forget: ({ user }) => bot.clearUservars(user),
  };
}
