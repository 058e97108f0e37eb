type Plain = Record<string, unknown>

/**
 * What the changed properties of an object were before, as `data.previous_attributes` of an event
 * tells it: of a hash only what changed in it, of a list all of it, null for what was not there.
 * Empty when nothing changed.
 */
export function previousAttributes<Thing extends object>(
  before: Thing,
  after: Thing,
): Partial<Thing> {
  return differences(before as Plain, after as Plain) as Partial<Thing>
}

function differences(before: Plain, after: Plain): Plain {
  const previous: Plain = {}
  for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const [old = null, present = null] = [before[name], after[name]]
    if (isHash(old) && isHash(present)) {
      const inner = differences(old, present)
      if (Object.keys(inner).length > 0) previous[name] = inner
    } else if (JSON.stringify(old) !== JSON.stringify(present)) previous[name] = old
  }
  return previous
}

function isHash(value: unknown): value is Plain {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
