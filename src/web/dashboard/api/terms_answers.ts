import type { EditedPackage, EditedTable, Zone } from '../../../catalog/index.ts'
import type { NightInHand, TermsSource, VipInHand } from '../../../overview/index.ts'
import type { AsJson } from './as_json.ts'

/** A table of the plan, with what it is sold for. */
export type TermsTable = EditedTable

/** Bottles and extras, also those that are taken off. */
export type TermsPackage = EditedPackage

/** The plan that a night is sold on. */
export interface TermsPlan {
  id: string
  line_id: string
  name: string
  version: number
  width: number
  height: number
  zones: Zone[]
  /** Whether a table of the night was ordered: then it keeps this plan. */
  is_kept: boolean
}

/** Everything that the page of a night's tables shows and edits. */
export interface TermsAnswer {
  night: AsJson<NightInHand>
  /** Null while the night sells no tables; then there is no plan, table or package either. */
  vip: AsJson<VipInHand> | null
  plan: TermsPlan | null
  tables: TermsTable[]
  packages: TermsPackage[]
  /** The newest versions of the house's plans. */
  plans: { id: string; line_id: string; name: string; version: number }[]
  sources: AsJson<TermsSource>[]
  /** The smallest charge of a card. */
  least_minor: number
  preview_path: string
}

/** What was copied. */
export interface CopiedAnswer {
  tables: number
  packages: number
  policy: boolean
}
