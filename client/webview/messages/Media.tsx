import { useState } from "preact/hooks";
import type { BotMessage } from "../../../server/src/runtime/events.ts";
import { Icon } from "./Icon.tsx";
import { isLocal, webUrl } from "./links.ts";

type MediaContent = NonNullable<BotMessage["media"]>;

const names = { image: "Picture", video: "Video", audio: "Sound", file: "File" } as const;

/**
 * A picture, video, sound or file. A picture on this computer is shown at once; one from elsewhere when the user asks for it, because
 * loading it tells its host that somebody looks. All else opens in the browser.
 */
export function Media(props: {
  readonly media: MediaContent;
  readonly text?: string;
  readonly open: (url: string) => void;
}) {
  const { media, text, open } = props;
  const url = webUrl(media.url);
  const [wanted, setWanted] = useState(url !== undefined && isLocal(url));
  const [broken, setBroken] = useState(false);
  if (media.kind === "image" && url !== undefined && wanted && !broken)
    return (
      <button type="button" class="picture" title={media.url} onClick={() => open(media.url)}>
        <img src={url.href} alt={text ?? fileName(media.url)} onError={() => setBroken(true)} />
      </button>
    );
  const mayShow = media.kind === "image" && url?.protocol === "https:" && !broken;
  return (
    <div class="attachment">
      <Icon name={media.kind} />
      <div class="attachment-name">
        <strong>{fileName(media.url)}</strong>
        <small>{broken ? "Could not be shown" : [names[media.kind], url?.host].filter(Boolean).join(" · ")}</small>
      </div>
      {mayShow && (
        <button type="button" class="quiet" onClick={() => setWanted(true)}>
          Show
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

/** The last part of an address, for people. */
function fileName(address: string): string {
  const last = webUrl(address)?.pathname.split("/").filter(Boolean).at(-1) ?? address;
  try {
    return decodeURIComponent(last);
  } catch {
    return last;
  }
}
