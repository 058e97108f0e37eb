import type { Permission } from '../../../identity/index.ts'
import type { Booking } from '../../../tickets/index.ts'
import type { BoardAction } from './board_answers.ts'

/** What decides what can be done with a party now. */
export interface PartyFacts {
  booking: Booking
  /** How many of it a door has let in. */
  inside: number
  due_minor: number
  /** What it has paid at the door, and not got back. */
  paid_at_door_minor: number
  /** All that was paid for its table has gone back, or is to. */
  is_refunded: boolean
  /** Over, or called off. */
  is_night_over: boolean
  now: Date
}

/** What whoever asks may do. */
export type Can = (permission: Permission) => boolean

/** What whoever asks can do with a party now. The server refuses the rest anyway. */
export function boardActionsOf(facts: PartyFacts, can: Can): BoardAction[] {
  const { booking, due_minor } = facts
  const { order_id, state } = booking
  const isOff = state === 'cancelled' || state === 'no_show'
  const isOwed = !isOff && due_minor > 0
  const possible: Partial<Record<BoardAction, boolean>> = {
    ...(can('parties.manage') && stepsOf(facts)),
    pay: can('door_money.take') && isOwed,
    comp: can('door_money.take') && can('money.decide') && isOwed,
    note: can('orders.help') && order_id !== null,
  }
  return (Object.keys(possible) as BoardAction[]).filter((action) => possible[action])
}

function stepsOf(facts: PartyFacts): Partial<Record<BoardAction, boolean>> {
  const { booking, inside, is_refunded, is_night_over } = facts
  const { state, order_id, arrive_by, ended_at, locked_at, vip_table_id } = booking
  const isHere = state === 'arrived' || state === 'seated'
  const isLive = ended_at === null
  const mayComeBack = !is_refunded && !is_night_over
  const isLate = arrive_by <= facts.now
  const mayBeCalledBack = isHere && order_id !== null && inside === 0 && !is_refunded
  return {
    arrive: state === 'confirmed',
    seat: state === 'arrived' && vip_table_id !== null,
    release: isHere,
    no_show: state === 'confirmed' && isLate && facts.paid_at_door_minor === 0,
    undo_seating: state === 'seated',
    undo_arrival: mayBeCalledBack,
    undo_release: state === 'released' && mayComeBack,
    undo_no_show: state === 'no_show' && mayComeBack,
    move: isLive && locked_at === null,
    unassign: isLive && locked_at === null && vip_table_id !== null,
    lock: isLive && locked_at === null && vip_table_id !== null,
    unlock: locked_at !== null,
  }
}
