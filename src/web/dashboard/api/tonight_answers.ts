import type { AlertKind } from '../../../alerts/index.ts'
import type { FeedRow, TableNow } from '../../../overview/index.ts'
import type { ActionOrder } from './desk_answers.ts'

/** What the first screen shows. What somebody may not see is null, or left out. */
export interface TonightAnswer {
  /** When this was found out, by the database's clock. */
  at: string
  /** Nights to choose from, the latest first, and the one that the rest is about. */
  nights: TonightNight[]
  night: TonightNight | null
  needs: Needs | null
  heads: TonightHeads | null
  money: TonightMoney | null
  tables: TonightTable[]
  pulse: TonightPulse | null
  reconciliation: TonightReconciliation | null
  feed: FeedEntry[]
}

export interface TonightNight {
  id: string
  slug: string
  title: string
  doors_at: string
  ends_at: string
  phase: 'coming' | 'on' | 'over'
  is_called_off: boolean
  ga_paused: boolean
  vip_paused: boolean
}

/** What the owner does about it: the lines of one group are handled alike. */
export type NeedGroup =
  | 'tickets'
  | 'tables'
  | 'refunds'
  | 'disputes'
  | 'deposits'
  | 'mails'
  | 'comps'
  | 'stripe'
  | 'house'

export interface Needs {
  /** How many there are; more than are listed where there are very many. */
  total: number
  groups: { group: NeedGroup; total: number; lines: NeedLine[] }[]
}

/**
 * One thing that needs somebody: an open alert, a paid order that is still without tickets, a
 * party without a table shortly before its night, or a comp that somebody has asked for.
 */
export interface NeedLine {
  /** The alert's id, or the order's. */
  id: string
  kind: AlertKind | 'issuing' | 'unseated' | 'comp'
  since: string
  guest_name: string | null
  amount_minor: number | null
  currency: string | null
  night: string | null
  /** Automatic retries used up and meant, and when the next one is due. */
  retries: number
  retries_max: number
  next_at: string | null
  /** How often issuing was tried, and when last. */
  tries: number
  tried_at: string | null
  evidence_due_at: string | null
  /** What else the alert says of itself. */
  detail: Record<string, string | number>
  /** The order that it is about, and what can be done with it; null where it is about none. */
  order: ActionOrder | null
}

export interface TonightHeads {
  types: HeadsAnswer[]
  /** Null where the night has no VIP tables. */
  vip: HeadsAnswer | null
}

export interface HeadsAnswer {
  /** The kind of ticket's; `vip` for the tables. */
  id: string
  name: string
  /** Null for whoever sees arrivals and capacity alone. */
  sold: number | null
  /** How many of those the house has given theirs. */
  given: number
  arrived: number
  capacity: number
}

export interface TonightMoney {
  currency: string
  gross_minor: number
  refunded_minor: number
  refunds_requested_minor: number
  promised_minor: number
}

export type TonightTable = TableNow

export interface TonightPulse {
  declines: {
    /** Of the last five minutes: cards, and on how many payments. */
    now: number
    payments: number
    /** The mean of the five minutes of the three hours before. */
    normal: number
    is_high: boolean
    /** As much above what is normal, and too few to mean anything. */
    is_few: boolean
    windows: number[]
  }
  webhook_at: string | null
}

export interface TonightReconciliation {
  checked_at: string | null
  /** Nobody has looked for so long that the line says nothing any more. */
  is_late: boolean
  count: number
  orders: {
    order_id: string
    what: 'no_ticket' | 'no_money' | 'not_given_back'
    guest_name: string | null
    amount_minor: number
    currency: string
  }[]
}

/** Its order and its money are null for whoever may not see them. */
export interface FeedEntry extends Omit<FeedRow, 'at'> {
  at: string
}
