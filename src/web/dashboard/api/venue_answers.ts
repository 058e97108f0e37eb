import type { VenueFacts } from '../../../catalog/index.ts'

/** The venue as its owner changes it. */
export interface VenueAnswer extends VenueFacts {
  /** Counts the changes: sent back with the next one. */
  version: number
  /** Where its logo is; null without one. */
  logo: string | null
  /** Something was ordered: the currency stays. */
  is_currency_fixed: boolean
  /** What can be chosen. */
  time_zones: string[]
  currencies: string[]
  countries: string[]
  /** How much text in the accent colour must stand out. */
  contrast_min: number
  logo_bytes_max: number
}
