/** What moving an order would take, and which nights it can go to. */
export interface MoveQuoteAnswer {
  currency: string
  /** Which night it would leave: a request names it, too. */
  from_night_id: string
  /** What was paid for what moves. */
  paid_minor: number
  /** Its tickets by their lines; none of a party. */
  lines: { line_id: string; name: string; heads: number }[]
  /** How many a party is, and the package that it has; null of tickets. */
  party: { heads: number; package: string | null } | null
  nights: { id: string; title: string; doors_at: string }[]
  /** What the night that was asked about has for them. */
  to: {
    night_id: string
    kinds: { ticket_type_id: string; name: string; price_minor: number; left: number }[]
    tables: {
      vip_table_id: string
      name: string
      zone: string
      guests_max: number
      prices: {
        package_id: string | null
        charged_minor: number
        worth_minor: number
        /** What it costs more is paid at the door: what was paid ahead counts towards the bill. */
        is_due_at_door: boolean
      }[]
    }[]
    packages: { package_id: string; name: string }[]
  } | null
}

/** A guest who was asked for the difference. */
export interface OfferMadeAnswer {
  offer_id: string
  /** Where it is paid. */
  pay_url: string
  amount_minor: number
  currency: string
}

/** What became of a move. */
export interface MoveAnswer {
  night: { title: string; doors_at: string }
  /** What it costs more there, or less than nothing. */
  difference_minor: number
  currency: string
}
