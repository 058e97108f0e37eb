/** Rates as the settings show them. */
export interface RatesRow {
  id: string
  valid_from: string
  vat_percent: number
  fee_percent: number
  /** Of those that have begun, the newest holds. */
  state: 'to_come' | 'now' | 'past'
}

export interface RatesAnswer {
  rates: RatesRow[]
}
