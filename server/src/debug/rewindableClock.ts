import type { Clock } from "../runtime/effects/clock.ts";

/** A clock that can be set back, with the conversation that it belongs to: it then goes on from there. */
export interface RewindableClock extends Clock {
  rewindTo(time: number): void;
}

/** The clock behind which it lags as far as it was set back. */
export function rewindable(clock: Clock): RewindableClock {
  let lag = 0;
  const { moveTo, passSilence } = clock;
  return {
    now: () => clock.now() - lag,
    wakeAt: (until, wake) => clock.wakeAt(until + lag, wake),
    ...(moveTo !== undefined && { moveTo: (time: number) => moveTo(time + lag) }),
    ...(passSilence !== undefined && { passSilence }),
    rewindTo: (time) => {
      lag = clock.now() - time;
    },
  };
}
