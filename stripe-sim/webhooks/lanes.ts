/** Sends what is added to a lane in its order, several at a time, and each lane by itself. */
export type Lanes = {
  add(lane: string, id: string): void
  /** Resolves when nothing is waiting in a lane or being sent. */
  settled(): Promise<void>
  /** Sends nothing more; resolves when what is being sent has ended. */
  close(): Promise<void>
}

type Lane = { waiting: string[]; next: number; sending: number }

// A list that loses its first item moves all the others, so the sent ones go many at a time.
const sentMax = 1_000

/**
 * Lanes of which each has at most `sendingMax` under way: one that is slow does not keep up the
 * others. `send` is called later, never from `add`, and must not throw.
 */
export function newLanes(sendingMax: number, send: (id: string) => Promise<void>): Lanes {
  const lanes = new Map<string, Lane>()
  const sending = new Set<Promise<void>>()
  let settling: (() => void)[] = []
  let unsettled = 0
  let isClosed = false
  let isWoken = false

  const settle = (): void => {
    for (const resolve of settling) resolve()
    settling = []
  }
  const sendFrom = (name: string, lane: Lane): void => {
    if (isClosed) return
    while (lane.sending < sendingMax) {
      const id = takeFirst(lane)
      if (id === undefined) break
      lane.sending += 1
      const sent = send(id).finally(() => {
        sending.delete(sent)
        lane.sending -= 1
        unsettled -= 1
        sendFrom(name, lane)
        if (unsettled === 0) settle()
      })
      sending.add(sent)
    }
    if (lane.sending === 0 && lane.next === lane.waiting.length) lanes.delete(name)
  }
  return {
    add(name, id) {
      let lane = lanes.get(name)
      if (lane === undefined) lanes.set(name, (lane = { waiting: [], next: 0, sending: 0 }))
      lane.waiting.push(id)
      unsettled += 1
      if (isWoken) return
      isWoken = true
      setImmediate(() => {
        isWoken = false
        for (const [wokenName, woken] of lanes) sendFrom(wokenName, woken)
      })
    },
    async settled() {
      if (unsettled === 0 || isClosed) return
      await new Promise<void>((resolve) => {
        settling.push(resolve)
      })
    },
    async close() {
      isClosed = true
      await Promise.allSettled(sending)
      settle()
    },
  }
}

function takeFirst(lane: Lane): string | undefined {
  const id = lane.waiting[lane.next]
  if (id === undefined) return undefined
  lane.next += 1
  if (lane.next >= sentMax) {
    lane.waiting.splice(0, lane.next)
    lane.next = 0
  }
  return id
}
