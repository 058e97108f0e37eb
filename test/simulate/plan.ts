import { diceOf, type Dice } from './dice.ts'
import { giveAllBack, planAftermath, type Aftermath } from './aftermath_plan.ts'
import { planParty, planPromise, type PartyPlan } from './party_plan.ts'
import { nightOfParty } from './programme.ts'

/** What one guest is going to do, decided before the night begins and by nothing but the seed. */
export interface Plan {
  number: number
  /**
   * The order's id and secret, as its page would have made them; a few more for second thoughts.
   */
  orders: { order_id: string; secret: string }[]
  name: string
  email: string
  /** Which of the run's nights; counted on from the first one when they are over. */
  night: number
  /** Comes with a party and wants a VIP table, not tickets. */
  party: PartyPlan | null
  /** How the party's booker orders more heads, where that is planned. */
  more: Plan | null
  /** How many of which ticket type of the night, by its place on the page. */
  wants: [type: number, quantity: number][]
  /** What is taken instead when the guest changes their mind, or the first choice is sold out. */
  wants_then: [type: number, quantity: number][]
  /** Which of the servers the guest's browser asks first. */
  server: number
  looks: boolean
  by: 'form' | 'api'
  /** How often the same order is posted at once. */
  clicks: number
  /** Something that no page would send comes first, and must change nothing. */
  slip: 'none' | 'no_tickets' | 'strange_type' | 'bad_address' | 'stolen_order'
  mind: 'made_up' | 'chosen_again' | 'released' | 'placed_again'
  /** After which step the guest is gone without a word. */
  leaves: 'never' | 'unnamed' | 'unpaid' | 'declined' | 'challenged' | 'confirmed'
  /** Comes back only when the hold is over. */
  dawdles: boolean
  tries: Try[]
  /** Pays in so many tabs at once. */
  tabs: number
  reloads: boolean
  /** The bank keeps the charge in processing for a while. */
  bank: { ending: 'succeed' | 'fail'; after_ms: number } | null
  /** What a hand in the books does to the order while it is being paid (see tricks.ts). */
  trick: 'none' | 'late_money' | 'second_charge'
  /** How Stripe's news of the order travels. */
  news: News
  /**
   * How many tries at issuing the tickets fail before one succeeds; 6 is one more than there are.
   */
  issuing_fails: number
  aftermath: Aftermath
  goes_in: boolean
  /** Pauses between the steps, in ms. */
  pause_ms: number
}

export interface Try {
  card: string
  challenge: 'complete' | 'fail' | 'leave'
}

export type News =
  | 'straight'
  | 'duplicated'
  | 'delayed'
  | 'late'
  | 'reordered'
  | 'told_twice'
  | 'dropped'
  | 'held'
  | 'never_made'

const DECLINES = [
  'visa_chargeDeclined',
  'visa_chargeDeclinedInsufficientFunds',
  'visa_chargeDeclinedLostCard',
  'visa_chargeDeclinedStolenCard',
  'chargeDeclinedExpiredCard',
  'chargeDeclinedIncorrectCvc',
  'chargeDeclinedProcessingError',
  'visa_chargeDeclinedVelocityLimitExceeded',
  'radarBlock',
  'threeDSecureRequiredChargeDeclined',
  'threeDSecureRequiredProcessingError',
  'authenticationRequiredChargeDeclinedInsufficientFunds',
]
/** Good cards, by how many of a hundred guests carry one. The last five make trouble later. */
const GOOD = {
  visa: 50,
  mastercard: 15,
  amex: 4,
  discover: 3,
  threeDSecure2Required: 14,
  authenticationRequired: 3,
  refundFail: 3,
  pendingRefund: 4,
  createDispute: 1,
  createDisputeProductNotReceived: 1,
  createIssuerFraudRecord: 2,
}
/** One guest in twenty-five tries so often that Stripe cancels the worn-out intent (F56). */
const STUBBORN = 0.04
const TRIES_OF_THE_STUBBORN = 8

/** Decides what guest `number` of the night with this seed is going to do. */
export function planGuest(seed: number, number: number): Plan {
  const plan = planOrder(diceOf(seed, 'guest', number), number)
  const dice = diceOf(seed, 'party', number)
  const party = planParty(dice)
  if (!party) return plan
  const night = nightOfParty(number, plan.night)
  const goes_in = dice.chance(0.35)
  const more = party.more && planOrder(diceOf(seed, 'more heads', number), number)
  return {
    ...plan,
    night,
    party: { ...party, promise: planPromise(diceOf(seed, 'promise', number)) },
    more: more && { ...more, night, by: party.more?.by ?? 'api', slip: 'none', mind: 'made_up' },
    goes_in,
    aftermath: aftermathOf(plan, goes_in, diceOf(seed, 'inside', number)),
  }
}

/** Of some parties that are in all of the money goes back: whoever is in stays in. */
function aftermathOf({ aftermath }: Plan, goesIn: boolean, dice: Dice): Aftermath {
  const isMeant = goesIn && aftermath.kind === 'none' && dice.chance(0.5)
  return isMeant ? giveAllBack(dice, INSIDE_MS) : aftermath
}

/** By then they have gone in, as a rule. */
const INSIDE_MS = 4_000

/** One order, of whatever it is: how it is placed and paid, and what happens to it then. */
function planOrder(dice: Dice, number: number): Plan {
  const trick = dice.weighted({ none: 94, late_money: 4, second_charge: 2 })
  const money = payment(dice, trick === 'none')
  return {
    number,
    orders: Array.from({ length: 3 }, () => ({
      order_id: `ord_${dice.letters(26)}`,
      secret: dice.letters(32),
    })),
    name: `Guest ${number}`,
    email: `guest-${number}@guest.example`,
    night: dice.whole(0, 1),
    party: null,
    more: null,
    ...choice(dice),
    server: dice.whole(0, 1),
    looks: dice.chance(0.3),
    by: dice.chance(0.4) ? 'form' : 'api',
    clicks: dice.chance(0.12) ? dice.whole(2, 4) : 1,
    slip: dice.weighted({
      none: 92,
      no_tickets: 2,
      strange_type: 2,
      bad_address: 2,
      stolen_order: 2,
    }),
    mind: dice.weighted({ made_up: 90, chosen_again: 4, released: 3, placed_again: 3 }),
    dawdles: dice.chance(0.02),
    tabs: dice.chance(0.1) ? 2 : 1,
    reloads: dice.chance(0.15),
    trick,
    ...money,
    news: newsOf(dice, trick, money.leaves === 'confirmed' && number % 2 === 0),
    issuing_fails: dice.chance(0.04) ? dice.whole(1, 6) : 0,
    aftermath: planAftermath(dice, money.tries.at(-1)?.card === 'refundFail'),
    goes_in: dice.chance(0.1),
    pause_ms: dice.whole(0, 120),
  }
}

/** The scarce types come first on the page and are wanted most; the last one is never sold out. */
function choice(dice: Dice): Pick<Plan, 'wants' | 'wants_then'> {
  const first = dice.whole(0, 2)
  const wants: Plan['wants'] = [[first, dice.whole(1, 4)]]
  if (dice.chance(0.2)) wants.push([(first + 1) % 3, dice.whole(1, 2)])
  return { wants, wants_then: [[2, dice.whole(5, 6)]] }
}

/** Whom the books play a trick on pays in the end, or there would be no money to come late. */
function payment(dice: Dice, mayFail: boolean): Pick<Plan, 'tries' | 'leaves' | 'bank'> {
  const leaves = dice.weighted({
    never: 74,
    unnamed: 4,
    unpaid: 5,
    declined: 3,
    challenged: 4,
    confirmed: 10,
  })
  const count = dice.chance(STUBBORN)
    ? TRIES_OF_THE_STUBBORN
    : Number(dice.weighted({ 0: 70, 1: 18, 2: 8, 3: 4 }))
  const tries: Try[] = Array.from({ length: count }, () => failing(dice))
  if (dice.chance(0.96)) tries.push({ card: dice.weighted(GOOD), challenge: 'complete' })
  const isSlow = dice.chance(0.05)
  const ending = dice.chance(0.7) ? 'succeed' : 'fail'
  const bank = isSlow ? ({ ending, after_ms: dice.whole(200, 12_000) } as const) : null
  if (mayFail) return { leaves, tries, bank }
  return { leaves: 'never', tries: [{ card: 'visa', challenge: 'complete' }], bank: null }
}

function failing(dice: Dice): Try {
  if (dice.chance(0.8)) return { card: dice.pick(DECLINES), challenge: 'complete' }
  return { card: 'threeDSecure2Required', challenge: dice.chance(0.5) ? 'fail' : 'leave' }
}

/**
 * An event that is never made is no news of money that our books have given up, so it is made. Of
 * every second guest who is gone right after paying nobody ever tells us: we have to ask.
 */
function newsOf(dice: Dice, trick: Plan['trick'], isGone: boolean): News {
  const news: News = dice.weighted({
    straight: 55,
    duplicated: 10,
    delayed: 8,
    late: 3,
    reordered: 6,
    told_twice: 6,
    dropped: 6,
    held: 2,
    never_made: 4,
  })
  if (trick === 'second_charge' && news === 'never_made') return 'straight'
  return isGone ? 'never_made' : news
}
