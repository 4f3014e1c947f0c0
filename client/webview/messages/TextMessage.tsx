import { linkParts } from "./links.ts";
import { plainText } from "./plainText.ts";

/** A text as it was said: line ends stay, and web addresses open in the browser. */
export function TextMessage({ text, open }: { readonly text: string; readonly open: (url: string) => void }) {
  return (
    <p class="text" dir="auto">
      {linkParts(plainText(text)).map(({ text: part, url }) =>
        url === undefined ? part : <Link url={url} text={part} open={open} />,
      )}
    </p>
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
    <a href={url} title={url} onClick={go}>
      {text}
    </a>
  );
}
