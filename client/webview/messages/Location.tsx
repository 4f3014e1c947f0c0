import { Icon } from "./Icon.tsx";

/** A place on earth, in degrees; the map opens in the browser. */
export function Location(props: {
  readonly latitude: number;
  readonly longitude: number;
  readonly open: (url: string) => void;
}) {
  const { latitude, longitude, open } = props;
  const map = `https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=15/${latitude}/${longitude}`;
  return (
    <div class="attachment">
      <Icon name="location" />
      <div class="attachment-name">
        <strong>Location</strong>
        <small dir="ltr">
          {latitude}, {longitude}
        </small>
      </div>
      <button type="button" class="quiet" onClick={() => open(map)}>
        Map
      </button>
    </div>
  );
}
