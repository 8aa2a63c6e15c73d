// What the server of a test can do, so that a test expects of each kind of server what is honest there.

/** What a server may or may not offer; see "(extension)" in the contract, and what one published reference lacks. */
export interface Capabilities {
  /** It sorts lists (`sort_by`). */
  sorts: boolean;
  /** It filters and searches lists. */
  filters: boolean;
  /** It tells how many rows a list has in all, in a way that the console may rely on. */
  counts: boolean;
  /** It renews a session in the second half of its life. */
  renews: boolean;
  /** Users have `expired_at`, which can be read and written. */
  expiry: boolean;
  /** Users have `source_type`, which can be read and written. */
  source: boolean;
  /** API keys have `created_at` and `last_used_at`. */
  keyDates: boolean;
}

/** What the bundled server offers, or one that is `strict`. */
export function capabilitiesOf(strict: boolean): Capabilities {
  const all = !strict;
  return { sorts: all, filters: all, counts: all, renews: all, expiry: all, source: all, keyDates: all };
}

/**
 * What a list that is loaded page by page says of a range such as "1–25 of 61": where the server's count can't be relied on,
 * the total is known on the last page alone.
 */
export function range({ counts }: Capabilities, text: string): string {
  const [rows, total] = text.split(" of ") as [string, string];
  const isLast = rows.split("–").at(-1) === total;
  return counts || isLast ? text : `${rows} ·`;
}
