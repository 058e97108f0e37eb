import type { DoorCount, DoorEntrance, DoorOrder, DoorParty } from '../../../overview/index.ts'
import type { EntranceRefusal } from '../../../tickets/index.ts'
import type { AsJson } from './as_json.ts'
import type { TonightNight } from './tonight_answers.ts'

/** A night's door as it stands. */
export interface DoorAnswer {
  /** Nights to choose from, the latest first, and the one that the rest is about. */
  nights: TonightNight[]
  night: TonightNight | null
  count: DoorCount | null
  /** The last entrances: one's own, or everybody's for whoever may take them all back. */
  entrances: DoorEntranceAnswer[]
}

export type DoorEntranceAnswer = AsJson<DoorEntrance>

/** Yes: they are in. */
export interface DoorYes {
  verdict: 'in'
  entrance_id: string
  at: string
  /** How many this has let in, and how many of their order, or party, are in now. */
  heads: number
  inside: number
  of: number
  undo_left_ms: number
  is_comp: boolean
  /** The kind of ticket; null of a party. */
  type: string | null
  party: DoorYesParty | null
}

interface DoorYesParty {
  /** Who booked, and whose pass it was. */
  name: string
  guest: string | null
  table: string | null
  zone: string | null
  balance: Balance
}

/** What a party still has to pay: whether, and how much for whoever may take money at the door. */
export interface Balance {
  is_due: boolean
  amount_minor: number | null
  currency: string | null
}

/** No: why not. */
export interface DoorNo {
  verdict: 'no'
  why: DoorWhy
  /** The moment that the reason tells of, if it does. */
  at: string | null
  /** By whom somebody was let in already. */
  by: string | null
  /** The night that a ticket is for. */
  night: string | null
  /** How many are still outside. */
  left: number | null
  /** Why a ticket counts no more. */
  asked_at: string
}

/** Every reason; `booking_cancelled` is a void pass of a booking that was called off. */
export type DoorWhy = EntranceRefusal | 'booking_cancelled'

export type DoorVerdict = DoorYes | DoorNo

/** What was found by a name. */
export interface DoorSearchAnswer {
  parties: (Omit<DoorParty, 'due_minor' | 'currency'> & { balance: Balance })[]
  orders: DoorOrder[]
  /** There are more than are shown: more letters find fewer. */
  is_more: boolean
}

export interface DoorUndoAnswer {
  entrance_id: string
  undone_at: string
}
