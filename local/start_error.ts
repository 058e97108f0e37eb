/**
 * A fault of the surroundings that stops a start: a port in use, no disk, a broken data directory.
 * Its message is one sentence for the person at the keyboard and says what to do about it.
 */
export class StartError extends Error {
  override name = 'StartError'
  /** True where another running Coatcheck has what is needed, and so trying elsewhere may help. */
  readonly inUse: boolean
  constructor(sentence: string, options: { cause?: unknown; inUse?: boolean } = {}) {
    super(sentence, { cause: options.cause })
    this.inUse = options.inUse ?? false
  }
}

/**
 * Makes a StartError of why a server could not listen. `what` it is ("The mailbox"), the `port` it
 * wanted and the `setting` that changes it; anything but a fault of the port is returned as it is.
 */
export function cannotListen(error: unknown, what: string, port: number, setting: string): unknown {
  const { code } = error as NodeJS.ErrnoException
  const why = LISTEN_FAULTS[code ?? '']
  if (!why) return error
  if (code === 'EADDRNOTAVAIL') {
    const sentence = `${what} cannot listen on HOST, ${why}: set HOST to 127.0.0.1 or 0.0.0.0.`
    return new StartError(sentence, { cause: error })
  }
  const remedy = `end what uses it, or set ${setting} to another port (${setting}=${port + 100})`
  return new StartError(`${what} cannot listen on port ${port}, ${why}: ${remedy}.`, {
    cause: error,
  })
}

const LISTEN_FAULTS: Record<string, string> = {
  EADDRINUSE: 'which is in use',
  EACCES: 'which this user may not open',
  EADDRNOTAVAIL: 'which is no address of this computer',
}
