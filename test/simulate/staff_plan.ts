import { diceOf, type Dice } from './dice.ts'

/** What somebody of the venue does about a booking or a table of the night, through the API. */
export interface StaffAct {
  what: keyof typeof ACTS
  /** Which of the bookings and tables that there are then: shares of their number, from 0 to 1. */
  booking: number
  other: number
  table: number
  /** How much of what is due is paid at the door, as a share; a little more is refused. */
  share: number
  /** So long after the guest has come; of two at once the first one's pause holds for both. */
  before_ms: number
  /** What is taken back later, such as a block, is taken back after that. */
  after_ms: number
  /** A block that nobody takes back; a door payment that was a mistake. */
  stays: boolean
  actor: string
}

/** How often each act is done, in proportion to the others. */
const ACTS = {
  move: 10,
  swap: 8,
  block: 5,
  lock: 4,
  unassign: 6,
  cancel: 5,
  pay_at_door: 8,
  walk_in: 5,
  arrive: 6,
  seat: 4,
  release: 6,
  no_show: 2,
  capture: 7,
  decide: 3,
  fill: 3,
}
const PEOPLE = ['Mona', 'Nora', 'Otto']

/**
 * Decides what the staff does when guest `number` has come: mostly nothing, else one act, or two at
 * once, which look at the same booking and table more often than not.
 */
export function planStaff(seed: number, number: number): StaffAct[] {
  const dice = diceOf(seed, 'staff', number)
  if (!dice.chance(0.6)) return []
  const one = actOf(dice)
  if (!dice.chance(0.4)) return [one]
  const two = actOf(dice)
  const isAboutTheSame = dice.chance(0.7)
  return [one, isAboutTheSame ? { ...two, booking: one.booking, table: one.table } : two]
}

function actOf(dice: Dice): StaffAct {
  const share = () => dice.whole(0, 999) / 1000
  return {
    what: dice.weighted(ACTS),
    booking: share(),
    other: share(),
    table: share(),
    share: dice.pick([0.1, 0.25, 0.5, 1, 1.2]),
    before_ms: dice.whole(0, 10_000),
    after_ms: dice.whole(100, 1500),
    stays: dice.chance(0.2),
    actor: dice.pick(PEOPLE),
  }
}
