// What the server of a test can do, so that a test expects of each kind of server what is honest there.

/** What a server may or may not offer; see "(extension)" in the contract, and what one published reference lacks. */
export interface Capabilities {
  /** It sorts lists (`sort_by`). */
  sorts: boolean;
  /** It filters and searches lists. */
  filters: boolean;
  /** It renews a session in the second half of its life. */
  renews: boolean;
  /** Users have `expired_at`, which can be read and written. */
  expiry: boolean;
  /** Users have `source_type`, which can be read and written. */
  source: boolean;
  /** API keys have `created_at` and `last_used_at`. */
  keyDates: boolean;
  /** It tells when users last signed in, lets API keys expire, and keeps an audit trail. */
  audits: boolean;
}

/** What the bundled server offers, or one that is `strict`. */
export function capabilitiesOf(strict: boolean): Capabilities {
  const all = !strict;
  return { sorts: all, filters: all, renews: all, expiry: all, source: all, keyDates: all, audits: all };
}
