import { setTimeout as sleep } from 'node:timers/promises'
import { steps } from '../../src/kernel/index.ts'
import type { Premises, Server } from '../processes.ts'
import { diceOf, type Dice } from './dice.ts'
import type { Tally } from './tally.ts'

/** How servers come and go while guests are there. */
export interface Shifts {
  /** The n-th guest has come: ends a server if that is its moment. */
  arrived(guest: number): void
  /** Servers that answer, as far as anybody has noticed. */
  up(): Server[]
  /** Was it down, or on its way down, at any moment since `since_ms`? */
  wasDown(server: Server, since_ms: number): boolean
  /** Resolves when both servers run, and none of them will die any more. */
  allUp(): Promise<void>
}

interface Ending {
  guest: number
  servers: number[]
  how: 'SIGTERM' | 'SIGKILL' | 'step'
  /** For `step`: where it dies, and at the how manieth time. */
  die_at: string
  pause_ms: number
}

interface Post {
  server: Server
  down_since_ms: number | null
  up_since_ms: number
  /** Where it will die by itself. */
  die_at: string | null
}

/** About one of so many guests sees a server end. */
const GUESTS_PER_ENDING = 45
/** Some guests place two orders, so that fewer come than orders are placed. */
const GUESTS_PER_ORDER = 0.85
/** Early enough in a short run, too. */
const ENDINGS_MIN = 3
/** What happens to deposits is rare: of so many guests one sees a server die in the midst of it. */
const GUESTS_PER_DEPOSIT_ENDING = 90
const DEPOSIT_STEPS = steps.filter((name) => /^(capture|release)\./.test(name))

interface Roster {
  premises: Premises
  tally: Tally
  posts: Post[]
  /** What is being done about the servers, one after the other. */
  doing: Promise<void>
  isOver: boolean
}

/**
 * Starts both servers. The seed decides when which of them ends, and how: by SIGTERM as in a
 * deploy, by kill -9, or by itself at a step of the story of the money (src/kernel/step.ts).
 */
export async function startShifts(
  premises: Premises,
  tally: Tally,
  night: { seed: number; orders: number },
): Promise<Shifts> {
  const endings = planEndings(diceOf(night.seed, 'shifts'), night.orders * GUESTS_PER_ORDER)
  const posts = premises.servers.map((server): Post => ({
    server,
    down_since_ms: 0,
    up_since_ms: 0,
    die_at: null,
  }))
  const roster: Roster = { premises, tally, posts, doing: Promise.resolve(), isOver: false }
  await Promise.all(posts.map((post) => begin(roster, post)))
  return {
    arrived: (guest) => {
      for (const ending of endings.filter((one) => one.guest === guest))
        void inTurn(roster, () => end(roster, ending))
    },
    up: () => posts.filter(isUp).map(({ server }) => server),
    wasDown: (server, since_ms) => {
      const post = posts.find((one) => one.server === server)
      return post !== undefined && (!isUp(post) || post.up_since_ms >= since_ms)
    },
    allUp: () => {
      roster.isOver = true
      return inTurn(roster, () => allUp(roster))
    },
  }
}

function inTurn(roster: Roster, work: () => Promise<void>): Promise<void> {
  roster.doing = roster.doing
    .then(work)
    .catch((error: Error) => roster.tally.fault(`a server does not start: ${error.message}`))
  return roster.doing
}

const isUp = (post: Post) => post.down_since_ms === null

function planEndings(dice: Dice, guests: number): Ending[] {
  const count = Math.max(ENDINGS_MIN, Math.round(guests / GUESTS_PER_ENDING))
  const endings = Array.from({ length: count }, () => ({
    guest: dice.whole(Math.floor(guests / 10), Math.floor(guests)),
    servers: dice.chance(0.15) ? [0, 1] : [dice.whole(0, 1)],
    how: dice.weighted({ SIGTERM: 30, SIGKILL: 40, step: 30 }),
    die_at: `${dice.pick(steps)}#${dice.whole(1, 3)}`,
    pause_ms: dice.whole(0, 800),
  }))
  const ofDeposits = Array.from({ length: Math.ceil(guests / GUESTS_PER_DEPOSIT_ENDING) }, () => ({
    guest: dice.whole(Math.floor(guests / 10), Math.floor(guests * 0.8)),
    servers: [dice.whole(0, 1)],
    how: 'step' as const,
    die_at: `${dice.pick(DEPOSIT_STEPS)}#1`,
    pause_ms: dice.whole(0, 800),
  }))
  return [...endings, ...ofDeposits]
}

async function end(roster: Roster, ending: Ending): Promise<void> {
  const posts = ending.servers.flatMap((n) => roster.posts[n] ?? [])
  const signal = ending.how === 'SIGKILL' ? 'SIGKILL' : 'SIGTERM'
  await Promise.all(posts.map((post) => stop(roster, post, signal)))
  await sleep(ending.pause_ms)
  const die_at = ending.how === 'step' && !roster.isOver ? ending.die_at : null
  await Promise.all(posts.map((post) => begin(roster, post, die_at)))
}

async function stop(roster: Roster, post: Post, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
  if (isUp(post)) {
    post.down_since_ms = Date.now()
    post.die_at = null
    roster.tally.count(`restarts ${signal}`)
    await post.server.kill(signal)
  }
  await sendWebhooksToWhoIsUp(roster)
}

/**
 * Starts a server, to die at a step or to live on. One that dies while it starts is started again.
 */
async function begin(roster: Roster, post: Post, die_at: string | null = null): Promise<void> {
  if (isUp(post)) return
  try {
    await post.server.start(die_at === null ? {} : { DIE_AT: die_at })
  } catch (error) {
    if (die_at === null) throw error
    roster.tally.count(`restarts at ${die_at}`)
    return begin(roster, post)
  }
  Object.assign(post, { down_since_ms: null, up_since_ms: Date.now(), die_at })
  await sendWebhooksToWhoIsUp(roster)
  if (die_at !== null) void post.server.ended().then(() => replace(roster, post, die_at))
}

/** It has died where it was told to, and another one takes its place. */
function replace(roster: Roster, post: Post, die_at: string): void {
  if (post.die_at !== die_at || !isUp(post)) return
  post.down_since_ms = Date.now()
  roster.tally.count(`restarts at ${die_at}`)
  void inTurn(roster, async () => {
    await sendWebhooksToWhoIsUp(roster)
    await begin(roster, post)
  })
}

/** As a load balancer does; when nobody is up they go nowhere, and Stripe tries again. */
async function sendWebhooksToWhoIsUp({ premises, posts }: Roster): Promise<void> {
  const post = posts.find(isUp)
  if (post) await premises.sendWebhooksTo(post.server)
}

async function allUp(roster: Roster): Promise<void> {
  for (const post of roster.posts) {
    if (isUp(post) && post.die_at !== null) {
      post.down_since_ms = Date.now()
      post.die_at = null
      await post.server.kill('SIGTERM')
    }
    await begin(roster, post)
  }
}
