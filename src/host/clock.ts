/** Time that only runs forward, as a platform hands it in. */

/** Seconds since some moment. */
export type Clock = () => number;
