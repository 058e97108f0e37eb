import type { Zone } from '../../../catalog/index.ts'
import type { BookingState, DoorPayment } from '../../../tickets/index.ts'
import type { AsJson } from './as_json.ts'
import type { TonightNight } from './tonight_answers.ts'

/** The VIP tables of a night, and who has them. */
export interface BoardAnswer {
  /** Nights to choose from, the latest first, and the one that the rest is about. */
  nights: TonightNight[]
  night: TonightNight | null
  /** Null where the night has no VIP tables. */
  board: Board | null
}

export interface Board {
  plan: BoardPlan
  zones: Zone[]
  /** Zone by zone, the best of each first. */
  tables: BoardTable[]
  /** Every party of the night: those that wait for a table, that have one, and that are over. */
  parties: BoardParty[]
}

/** The floor plan that it is drawn on, with the picture beneath it, in per cent of its ink. */
export interface BoardPlan {
  name: string
  width: number
  height: number
  picture: { id: string; opacity: number } | null
}

/** A table in its place on the floor plan. */
export interface BoardTable {
  id: string
  name: string
  zone: string
  kind: 'table' | 'high_table' | 'booth' | 'sofa' | 'stage'
  shape: 'round' | 'rectangle'
  x: number
  y: number
  width: number
  height: number
  rotation: number
  state: 'free' | 'held' | 'booked' | 'arrived' | 'seated' | 'blocked'
  /** For how many it is promised, and how many it takes. */
  heads: number
  seats: number
  minimum_spend_minor: number
  booking: string | null
  block: { at: string; by: string; reason: string } | null
}

export interface BoardParty {
  id: string
  state: BookingState
  name: string
  table: string | null
  heads: number
  inside: number
  is_locked: boolean
  is_disputed: boolean
  arrive_by: string
  /** For how many it waits for a table; null while it waits for none. */
  waits_for: number | null
  currency: string
  /** Null for whoever may not see it. */
  due_minor: number | null
}

/** What whoever asks may do with a party now. */
export type BoardAction =
  | 'arrive'
  | 'undo_arrival'
  | 'seat'
  | 'undo_seating'
  | 'release'
  | 'undo_release'
  | 'no_show'
  | 'undo_no_show'
  | 'move'
  | 'unassign'
  | 'lock'
  | 'unlock'
  | 'pay'
  | 'comp'
  | 'note'

/** A party with everything that whoever looks after it has to know. */
export interface BoardPartyAnswer {
  id: string
  /** Null for a party that walked in. */
  order_id: string | null
  state: BookingState
  name: string
  phone: string | null
  email: string | null
  booked_by: string
  table: { id: string; name: string; zone: string } | null
  heads: number
  inside: number
  claimed: number
  arrive_by: string
  /** It is expected, and its table kept for it until then. */
  is_kept: boolean
  arrived_at: string | null
  seated_at: string | null
  ended_at: string | null
  lock: { at: string; by: string } | null
  is_disputed: boolean
  passes: BoardPass[]
  notes: { body: string; written_by: string; written_at: string }[]
  /** What was agreed; a walk-in has only what its table asks for. */
  agreed: BoardAgreement | null
  /** Null for whoever may not see it. */
  money: BoardMoney | null
  changes: BoardChange[]
  can: BoardAction[]
}

export interface BoardPass {
  id: string
  head: number
  name: string | null
  admitted_at: string | null
  /** Of a walk-in, to be sent to its guest; null of all others, which their booker hands on. */
  link: string | null
}

export interface BoardAgreement {
  party_size: number
  guests_included: number
  table_price_minor: number
  minimum_spend_minor: number
  extra_guests: number
  extra_guest_price_minor: number
  package_name: string | null
  package_includes: string[]
  package_price_minor: number
  charged_minor: number
  is_credited: boolean
  policy: string
}

export interface BoardMoney {
  currency: string
  worth_minor: number
  paid_minor: number
  /** Reserved on the guest's card, and not taken yet. */
  reserved_minor: number
  credited_minor: number
  taken_minor: number
  due_minor: number
  payments: AsJson<
    Pick<
      DoorPayment,
      | 'id'
      | 'kind'
      | 'amount_minor'
      | 'taken_by'
      | 'approved_by'
      | 'note'
      | 'taken_at'
      | 'reversed_by'
    >
  >[]
}

/** What has happened at a table tonight, and to whom. The newest comes first. */
export interface BoardTableAnswer {
  id: string
  entries: BoardTableEntry[]
}

/** One such thing; `party` is null where it was about the table alone. */
export type BoardTableEntry = Pick<BoardChange, 'at' | 'action' | 'actor'> & {
  party: { id: string; name: string } | null
}

/** What somebody has done to a party, and at which table. */
export interface BoardChange {
  at: string
  action: string
  actor: string
  table: string | null
}
