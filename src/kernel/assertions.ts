/** A broken assumption of ours: never the guest's fault, never to be caught and ignored. */
export class Bug extends Error {
  override name = 'Bug'
}

/**
 * Throws a Bug. Assertions stay on in production: a wrong ticket costs more than a failed request.
 */
export function bug(what: string): never {
  throw new Bug(what)
}

/** Returns `value`, or throws a Bug naming `what` when it is null or undefined. */
export function must<T>(value: T | null | undefined, what: string): T {
  return value ?? bug(`${what} is missing`)
}
