import type { AlertKind } from '../../../alerts/index.ts'

export type { AlertKind }

/** An alert as the inbox shows it. Moments are ISO texts. */
export interface AlertAnswer {
  id: string
  kind: AlertKind
  state: 'open' | 'resolved'
  opened_at: string
  resolved_at: string | null
  is_read: boolean
  acknowledged: { by: string; at: string } | null
  assignee: { id: string; name: string } | null
  /** Whoever resolved it, and why; null of those that healed by themselves. */
  by_hand: { by: string; reason: string } | null
  /** Who decided about the lapsed deposit that it was about, and how; null of all others. */
  decided: { by: string; how: 'keep' | 'cancel' } | null
  /** May it be resolved by hand? */
  is_by_hand: boolean
  /** The id of what it is about. */
  about: string
  /** Who, and how much; null where no order is known. */
  order: {
    id: string
    guest_name: string | null
    amount_minor: number
    currency: string
  } | null
  /** How often issuing the tickets was tried, and since when; null of other kinds. */
  issuing: { times: number; since: string | null } | null
  /** What else is known: sums end with `_minor`, moments with `_at`. */
  details: Record<string, string | number>
  stripe_url: string | null
}

/** A page of the inbox. */
export interface AlertsAnswer {
  rows: AlertAnswer[]
  /** Where the next page begins; null after the last. */
  next: string | null
}

/** What stands around the list: how many there are, up to 100, and who may take one. */
export interface AlertDeskAnswer {
  open: number
  mine: number
  unread: number
  members: { id: string; name: string }[]
}

/** Whom alerts are mailed to; while there is nobody, to the setting's address. */
export interface RecipientsAnswer {
  addresses: string[]
  by_setting: string
  max: number
}
