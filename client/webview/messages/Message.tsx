import type { BotMessage } from "../../../server/src/runtime/events.ts";
import type { MessageStanding } from "./actions.ts";
import { Buttons } from "./Buttons.tsx";
import { Carousel, List } from "./Cards.tsx";
import { Location } from "./Location.tsx";
import { Media } from "./Media.tsx";
import { Payload } from "./Payload.tsx";
import { Replies } from "./Replies.tsx";
import { TextMessage } from "./TextMessage.tsx";

/** One message of the bot: its bubble with everything in it, and its quick replies below. */
export function Message({ message, standing }: { readonly message: BotMessage; readonly standing: MessageStanding }) {
  const { type, text, media, location, cards = [], buttons = [], replies = [], raw, channel } = message;
  const { open } = standing.actions;
  // What a list or a carousel offers as a whole stands below its entries.
  const below = cards.length > 0 ? buttons : [];
  const within = cards.length > 0 ? [] : buttons;
  const filled = [text, media, location, raw].some((part) => part !== undefined) || within.length > 0;
  return (
    <>
      {filled && (
        <div class="bubble bot">
          {media !== undefined && (
            <Media
              media={media}
              open={open}
              shows={standing.showsPictures ?? false}
              {...(text === undefined ? {} : { text })}
            />
          )}
          {text !== undefined && text !== "" && <TextMessage text={text} open={open} />}
          {location !== undefined && <Location {...location} open={open} />}
          {raw !== undefined && <Payload raw={raw} {...(channel === undefined ? {} : { channel })} />}
          {within.length > 0 && <Buttons buttons={within} standing={standing} />}
        </div>
      )}
      {cards.length > 0 &&
        (type === "list" ? <List cards={cards} standing={standing} /> : <Carousel cards={cards} standing={standing} />)}
      {below.length > 0 && (
        <div class="bubble bot of-all">
          <Buttons buttons={below} standing={standing} />
        </div>
      )}
      {replies.length > 0 && <Replies replies={replies} standing={standing} />}
    </>
  );
}
