import { diceOf } from '../simulate/dice.ts'

/** What one buyer is going to do. */
export interface BuyerPlan {
  ware: 'ga' | 'vip'
  heads: number
  /** The cards that are tried, one after the other; the last one is good. */
  cards: string[]
  /** Goes away when the order is placed. */
  abandons: boolean
  /** With which of the nights on sale the search begins. */
  first_night: number
  /** Looks at the page for so long before choosing. */
  reads_ms: number
}

/** How often things happen, from 0 to 1. */
export interface Mix {
  vip: number
  declined: number
  abandoned: number
  challenged: number
}

/** A busy night, as the owner has asked for it to be tried. */
export const BUSY_NIGHT: Omit<Mix, 'vip'> = { declined: 0.08, abandoned: 0.03, challenged: 0.12 }

const DECLINES = [
  'pm_card_visa_chargeDeclined',
  'pm_card_visa_chargeDeclinedInsufficientFunds',
  'pm_card_chargeDeclinedExpiredCard',
  'pm_card_chargeDeclinedIncorrectCvc',
]
export const CHALLENGED = 'pm_card_threeDSecure2Required'
/** One who was declined is declined again this often; there is no limit on retries. */
const DECLINED_AGAIN = 0.3
const DECLINES_MAX = 6
const READS_MS_MAX = 400

/** Decides what visit `visit` of buyer `buyer` will be; the same seed decides the same. */
export function planBuyer(seed: number, buyer: number, visit: number, mix: Mix): BuyerPlan {
  const dice = diceOf(seed, 'buyer', buyer, visit)
  const ware = dice.chance(mix.vip) ? 'vip' : 'ga'
  const cards: string[] = []
  if (dice.chance(mix.declined)) cards.push(dice.pick(DECLINES))
  while (cards.length > 0 && cards.length < DECLINES_MAX && dice.chance(DECLINED_AGAIN))
    cards.push(dice.pick(DECLINES))
  cards.push(dice.chance(mix.challenged) ? CHALLENGED : 'pm_card_visa')
  return {
    ware,
    heads: ware === 'vip' ? dice.whole(2, 8) : dice.whole(1, 4),
    cards,
    abandons: dice.chance(mix.abandoned),
    first_night: dice.whole(0, 1_000_000),
    reads_ms: dice.whole(0, READS_MS_MAX),
  }
}
