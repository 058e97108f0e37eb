import type { TicketType } from '../../../catalog/index.ts'
import type { ManagedNight, NightInHand, TypeInHand, VipInHand } from '../../../overview/index.ts'
import type { AsJson } from './as_json.ts'

/** A night in the list of nights. */
export type NightRow = AsJson<ManagedNight>

/** How many people fit into the house; null for no limit. */
export interface HouseAnswer {
  hard_capacity: number | null
}

/** A kind of ticket, and whether it is on sale at this moment. */
export type NightType = AsJson<TypeInHand> & { sale: TicketType['sale'] }

/** Everything of a night that its page shows and edits. */
export interface NightAnswer {
  night: AsJson<NightInHand>
  types: NightType[]
  vip: AsJson<VipInHand> | null
  /** Where guests see it, or members its preview. */
  page_path: string
}

/** What has been saved has a version: whoever saves next names it. */
export interface SavedAnswer {
  version: number
}
