/** Rates as the settings show them. */
export interface RatesRow {
  id: string
  valid_from: string
  vat_percent: number
  /** Null where tables bear what all else does. */
  table_vat_percent: number | null
  fee_percent: number
  /** Of those that have begun, the newest holds. */
  state: 'to_come' | 'now' | 'past'
}

export interface RatesAnswer {
  rates: RatesRow[]
}
