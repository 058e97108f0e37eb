import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { Spread } from '../load/measures.ts'
import type { Done, Task } from './client.ts'
import type { Limit } from './limit.ts'
import { medianOf, type Measured } from './result.ts'
import type { Stand } from './stand.ts'

/** What a run measures. */
export interface Plan {
  parts: ('webhooks' | 'purchases' | 'pages' | 'cost')[]
  rounds: number
  seconds: number
  /** How many deliver at once, one after the other. */
  at: number[]
  say(line: string): void
}

/** The process that asks, and waits for the answers. */
export interface Asker {
  ask(task: Task): Promise<Done>
  stop(): void
}

/** Purchases and pages are asked for by so many at once. */
const MANY = 50
/** Before anything is known of a stand it is taken to be as slow as this, in events a second. */
const RATE_FIRST = 20
/** So often each of those who deliver does so at least, however slow the machine is. */
const TURNS_MIN = 4

/** Starts the client. */
export function startAsker(): Asker {
  const child: ChildProcess = fork(join(import.meta.dirname, 'client.ts'))
  return {
    ask: async (task) => {
      const answer = once(child, 'message')
      child.send(task)
      const [said] = (await answer) as [{ done: Done } | { error: string }]
      if ('error' in said) throw new Error(said.error)
      return said.done
    },
    stop: () => child.disconnect(),
  }
}

/**
 * Measures in rounds, everything in each of them one after the other, so that whatever else the
 * machine does meets all alike. A first round, which is not counted, warms up.
 */
export async function playRounds(
  plan: Plan,
  limit: Limit | undefined,
  stands: Stand[],
  asker: Asker,
): Promise<Measured[]> {
  const log = newLog()
  for (let round = 0; round <= plan.rounds; round += 1) {
    if (round === 1) log.forget()
    plan.say(round === 0 ? 'warming up' : `round ${round} of ${plan.rounds}`)
    for (const at of plan.at) {
      if (limit) log.note('limit', at, null, await limit.measure(at, plan.seconds))
      if (!plan.parts.includes('webhooks')) continue
      for (const stand of stands)
        await alone(stand, stands, async () => {
          const rate = log.rate('webhooks', at, stand.tickets) ?? RATE_FIRST
          const count = Math.max(at * TURNS_MIN, Math.ceil(rate * plan.seconds))
          const done = await deliver(stand, asker, at, count)
          log.note('webhooks', at, stand.tickets, rateOf(done), done.each)
        })
    }
    for (const stand of stands)
      await alone(stand, stands, async () => {
        const { tickets } = stand
        if (plan.parts.includes('purchases')) {
          const done = await buy(stand, asker, plan.seconds)
          log.note('purchases', MANY, tickets, rateOf(done), done.each)
        }
        if (!plan.parts.includes('pages')) return
        const done = await look(stand, asker, plan.seconds)
        log.note('pages', MANY, tickets, rateOf(done), done.each)
      })
  }
  return log.all()
}

/** Delivers the events of so many orders; returns when each of them has its ticket. */
export async function deliver(
  stand: Stand,
  asker: Asker,
  at: number,
  count: number,
): Promise<Done> {
  const orders = await stand.prepare(count)
  const { port, like } = stand
  const done = await asker.ask({ name: 'deliver', port, connections: at, orders, like })
  const issued = await stand.issued(orders)
  if (issued !== count) throw new Error(`${issued} tickets came of ${count} events.`)
  await stand.settled()
  return done
}

/** Lets guests buy; the time runs until the last of them has a ticket. */
export async function buy(stand: Stand, asker: Asker, seconds: number): Promise<Done> {
  const { port, night, premises } = stand
  const { url, publishableKey: key } = premises.sim
  const shop = {
    stripe: { port: Number(new URL(url).port), key },
    night: night.slug,
    ticket_type_id: night.type_id,
  }
  const began = performance.now()
  const done = await asker.ask({ name: 'buy', port, connections: MANY, seconds, shop })
  await untilNoneIsOpen(stand)
  const ms = performance.now() - began
  await stand.settled()
  return { ...done, ms }
}

/** Every order that was placed has been paid, so none is open once the last has its ticket. */
async function untilNoneIsOpen({ premises }: Stand): Promise<void> {
  for (;;) {
    const { rows } = await premises.db.query({
      text: `select from orders where state in ('open', 'paid') limit 1`,
    })
    if (rows.length === 0) return
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

function look({ port, night }: Stand, asker: Asker, seconds: number): Promise<Done> {
  const path = `/nights/${night.slug}`
  return asker.ask({ name: 'look', port, connections: MANY, seconds, path })
}

/** The servers of the other stands stand still meanwhile, and do no chores. */
async function alone(stand: Stand, stands: Stand[], work: () => Promise<void>): Promise<void> {
  const others = stands.filter((one) => one !== stand)
  for (const { server } of others) server.freeze()
  try {
    await work()
  } finally {
    for (const { server } of others) server.thaw()
  }
}

const rateOf = ({ count, ms }: Done) => (count * 1000) / ms

const keyOf = (what: string, at: number, tickets: number | null) => `${what} ${at} ${tickets}`

function newLog() {
  const kept = new Map<string, Measured>()
  return {
    note: (
      what: Measured['what'],
      at: number,
      tickets: number | null,
      rate: number,
      each: Spread | null = null,
    ) => {
      const key = keyOf(what, at, tickets)
      const rounds = [...(kept.get(key)?.rounds ?? []), rate]
      kept.set(key, { what, at, tickets, rounds, per_second: medianOf(rounds), each })
    },
    rate: (what: string, at: number, tickets: number) =>
      kept.get(keyOf(what, at, tickets))?.rounds.at(-1),
    forget: () => kept.forEach((one) => (one.rounds = [])),
    all: () => [...kept.values()],
  }
}
