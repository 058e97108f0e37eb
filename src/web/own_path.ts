/** Longer than any address of ours. */
const LENGTH_MAX = 1000

/**
 * `path` as an address on this site, or "/" where it leads anywhere else: to another host, as
 * "//elsewhere" does and whatever a browser reads as that, or to another kind of address.
 */
export function ownPath(path: string): string {
  const base = 'http://own.invalid'
  if (path.length > LENGTH_MAX || !path.startsWith('/') || !URL.canParse(path, base)) return '/'
  const { origin, pathname, search } = new URL(path, base)
  // "/..//elsewhere" is ours until it is shortened.
  return origin === base && !pathname.startsWith('//') ? pathname + search : '/'
}
