import { useState } from "preact/hooks";
import { linkParts } from "./links.ts";
import { plainText } from "./plainText.ts";

/** A text of more characters than this is folded to its beginning. */
const folded = 6000;

/** How much of a folded text is shown. */
const beginning = 2000;

/** A text as it was said: line ends stay, and web addresses open in the browser. Of one that fills pages the beginning is shown, and the rest on demand. */
export function TextMessage({ text, open }: { readonly text: string; readonly open: (url: string) => void }) {
  const [isWhole, setWhole] = useState(text.length <= folded);
  return (
    <>
      <p class="text" dir="auto">
        {linkParts(plainText(isWhole ? text : `${text.slice(0, beginning)}…`)).map(({ text: part, url }) =>
          url === undefined ? part : <Link url={url} text={part} open={open} />,
        )}
      </p>
      {!isWhole && (
        <button type="button" class="quiet" onClick={() => setWhole(true)}>
          Show all {text.length.toLocaleString("en")} characters
        </button>
      )}
    </>
  );
}

/** A link that the page around opens; the browser itself goes nowhere. */
function Link(props: { readonly url: string; readonly text: string; readonly open: (url: string) => void }) {
  const { url, text, open } = props;
  const go = (event: MouseEvent) => {
    event.preventDefault();
    open(url);
  };
  return (
    <a href={url} title={url} rel="noopener noreferrer" onClick={go}>
      {text}
    </a>
  );
}
