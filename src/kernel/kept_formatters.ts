/** Few locales times one zone or currency times few shapes; a forged locale must not fill it. */
const FORMATTERS_MAX = 200

/**
 * Keeps formatters by a key that says all that went into one: building one costs a hundred times
 * what using it does.
 */
export function keptFormatters<Formatter>(): (key: string, make: () => Formatter) => Formatter {
  const kept = new Map<string, Formatter>()
  return (key, make) => {
    const known = kept.get(key)
    if (known) return known
    if (kept.size >= FORMATTERS_MAX) kept.clear()
    const made = make()
    kept.set(key, made)
    return made
  }
}
