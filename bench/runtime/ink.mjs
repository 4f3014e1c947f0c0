/** inkjs: one story a conversation; a text is put into a variable and the way on is chosen. */
import { Compiler } from "inkjs/compiler/Compiler";
import { Story } from "inkjs/engine/Story";

const source = `
VAR name = ""
VAR amount = 0
-> greet

=== greet
Hello.
* Hi -> name_of
* Bye -> END

=== name_of
What is your name?
+ answer -> amount_of

=== amount_of
How much, {name}?
+ answer -> branch

=== branch
{ amount > 100: That is a lot, {name}. | Fine, {name}. }
+ Go on -> done
+ Stop -> greet

=== done
Thank you, {name}: {amount} is on its way.
-> END
`;

const variables = [undefined, "name", "amount", undefined];

export function createInk() {
  const compiled = new Compiler(source).Compile().ToJson();
  return {
    name: "inkjs, one story each",
    begin: () => {
      const story = new Story(compiled);
      const said = story.ContinueMaximally();
      return { story, said, turn: 0 };
    },
    send: (conversation, text) => {
      const { story, turn } = conversation;
      const variable = variables[turn];
      if (variable !== undefined) story.variablesState[variable] = variable === "amount" ? Number(text) : text;
      story.ChooseChoiceIndex(0);
      conversation.said = story.ContinueMaximally();
      conversation.turn++;
      return conversation;
    },
    isOver: ({ story }) => !story.canContinue && story.currentChoices.length === 0,
    kept: ({ story }) => story.state.ToJson(),
  };
}
