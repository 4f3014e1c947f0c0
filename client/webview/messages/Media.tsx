import { useState } from "preact/hooks";
import type { BotMessage } from "../../../server/src/runtime/events.ts";
import { Icon } from "./Icon.tsx";
import { isLocal, webUrl } from "./links.ts";

type MediaContent = NonNullable<BotMessage["media"]>;

const names = { image: "Picture", video: "Video", audio: "Sound", file: "File" } as const;

/**
 * A picture, video, sound or file. A picture on this computer is shown at once; what is elsewhere when the user asks for it, because
 * loading it tells its host that somebody looks. Files open in the browser.
 */
export function Media(props: {
  readonly media: MediaContent;
  readonly text?: string;
  readonly open: (url: string) => void;
  /** Whether a picture is shown without being asked for, wherever it is. */
  readonly shows?: boolean;
}) {
  const { media, text, open, shows = false } = props;
  const url = webUrl(media.url);
  const isSafe = url?.protocol === "https:" || (url !== undefined && isLocal(url));
  const [wanted, setWanted] = useState(media.kind === "image" && isSafe && (shows || isLocal(url)));
  const [broken, setBroken] = useState(false);
  if (media.kind === "image" && url !== undefined && wanted && !broken)
    return (
      <button type="button" class="picture" title={media.url} onClick={() => open(media.url)}>
        <img src={url.href} alt={text ?? fileName(media.url)} onError={() => setBroken(true)} />
      </button>
    );
  if ((media.kind === "video" || media.kind === "audio") && url !== undefined && wanted && !broken)
    return <Player kind={media.kind} url={url.href} name={text ?? fileName(media.url)} fail={() => setBroken(true)} />;
  const mayShow = media.kind !== "file" && isSafe && !broken;
  return (
    <div class="attachment">
      <Icon name={media.kind} />
      <div class="attachment-name">
        <strong>{fileName(media.url)}</strong>
        <small>{broken ? "Could not be shown" : [names[media.kind], url?.host].filter(Boolean).join(" · ")}</small>
      </div>
      {mayShow && (
        <button type="button" class="quiet" onClick={() => setWanted(true)}>
          {media.kind === "image" ? "Show" : "Play"}
        </button>
      )}
      {url !== undefined && (
        <button type="button" class="quiet" title={media.url} onClick={() => open(media.url)}>
          Open
        </button>
      )}
    </div>
  );
}

/** The name is what readers of the screen hear: a bot sends no captions. */
function Player(props: {
  readonly kind: "video" | "audio";
  readonly url: string;
  readonly name: string;
  readonly fail: () => void;
}) {
  const { kind: Kind, url, name, fail } = props;
  return <Kind class="player" src={url} aria-label={name} controls autoplay onError={fail} />;
}

/** The last part of an address, for people. */
function fileName(address: string): string {
  const last = webUrl(address)?.pathname.split("/").filter(Boolean).at(-1) ?? address;
  try {
    return decodeURIComponent(last);
  } catch {
    return last;
  }
}
