import type { Dice } from './dice.ts'

/** What a party of a VIP table is going to do, on top of what every guest does. */
export interface PartyPlan {
  /** A table of the night's plan by its place, or the best one that is left in a zone. */
  wish: { what: 'table' | 'zone'; place: number }
  size: number
  /** As many come when the first wish is not to be had, or the party has changed its mind. */
  size_then: number
  /** Which package is ordered ahead, by its place on the page. */
  package: number | null
  /** Nobody says how the party can be called, and is told so. */
  forgets_phone: boolean
  /** Who gets the table of a party whose money will come too late (see tricks.ts). */
  rival: 'none' | 'walk_in' | 'block'
  /** What the booker does once the table is paid for, one after the other. */
  deeds: Deed[]
  /** So many more heads are paid for, with an order of their own. */
  more: { guests: number; by: 'form' | 'api' } | null
  promise: PromisePlan
}

/** What becomes of money that the party's bank has only promised, beside what the product does. */
export interface PromisePlan {
  /** Somebody does so in Stripe's dashboard; our books hear of it, or have to ask. */
  outside: 'nothing' | 'capture' | 'capture_part' | 'cancel'
  /** How much is captured of what was promised. */
  share: number
  /** Stripe never makes an event of it. */
  is_unheard: boolean
  /** What is decided when the promise has ended; two of two minds may decide at once. */
  decides: 'nobody' | 'keep' | 'cancel' | 'both'
  after_ms: number
  key: string
}

/** Decides that for the party of a guest whose other plans it leaves as they are. */
export function planPromise(dice: Dice): PromisePlan {
  return {
    outside: dice.weighted({ nothing: 62, cancel: 22, capture: 7, capture_part: 9 }),
    share: dice.whole(1, 9) / 10,
    decides: dice.weighted({ nobody: 1, keep: 3, cancel: 3, both: 3 }),
    is_unheard: dice.chance(0.4),
    after_ms: dice.whole(0, 3_000),
    key: dice.letters(26),
  }
}

/** One thing that a booker, or who has got a link of the booker's, does with a pass. */
export interface Deed {
  what: 'claim' | 'claim_at_once' | 'name' | 'revoke' | 'revoke_at_the_door'
  /** Which of the passes there are then, as a share of their number from 0 to 1. */
  which: number
  pause_ms: number
}

/** The first table of every night is the one that everybody wants. */
const FAVOURITE = 0
const PLACES_MAX = 1_000

/** Decides whether guest `number` comes with a party, and what that party is going to do. */
export function planParty(dice: Dice): Omit<PartyPlan, 'promise'> | null {
  if (!dice.chance(PARTIES)) return null
  const what = dice.weighted({ favourite: 3, table: 4, zone: 5 })
  const place = what === 'favourite' ? FAVOURITE : dice.whole(0, PLACES_MAX)
  return {
    wish: { what: what === 'zone' ? 'zone' : 'table', place },
    size: sizeOf(dice),
    size_then: sizeOf(dice),
    package: dice.chance(0.3) ? dice.whole(0, 1) : null,
    forgets_phone: dice.chance(0.08),
    rival: dice.weighted({ none: 3, walk_in: 4, block: 3 }),
    deeds: Array.from({ length: dice.whole(0, 4) }, () => deedOf(dice)),
    more: dice.chance(0.35)
      ? { guests: dice.whole(1, 3), by: dice.chance(0.5) ? 'form' : 'api' }
      : null,
  }
}

/** How many of all guests come with a party; more heads for one are a part of all orders, too. */
const PARTIES = 0.28

/** A few are more than the smaller tables seat. */
const sizeOf = (dice: Dice) => (dice.chance(0.06) ? dice.whole(7, 8) : dice.whole(1, 6))

function deedOf(dice: Dice): Deed {
  return {
    what: dice.weighted({
      claim: 5,
      claim_at_once: 3,
      name: 2,
      revoke: 3,
      revoke_at_the_door: 2,
    }),
    which: dice.whole(0, 999) / 1000,
    pause_ms: dice.whole(0, 300),
  }
}
