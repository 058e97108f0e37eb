import type {
  FloorPlan,
  Night,
  Package,
  TableOffer,
  VipNight,
  Zone,
} from '../../../../catalog/index.ts'
import type { Quote } from '../../../../checkout/index.ts'
import type { NightAddress } from '../layout.ts'
import type { FieldProblem, PageView } from '../views.ts'

/** What a guest is told of a table: whether it is blocked or booked is none of their business. */
export type ShownState = 'free' | 'held' | 'booked'

/** A night as a page shows it: under its own address, or under that of its preview. */
export type ShownNight = Night & NightAddress

/** A VIP table on sale, as guests see it. */
export interface TableView extends Omit<TableOffer, 'state'> {
  state: ShownState
  /** What is charged ahead for it at least. */
  charged_from_minor: number
}

/** The VIP side of a night with its tables, zone by zone. */
export interface Floor {
  night: ShownNight
  vip: VipNight
  plan: FloorPlan
  zones: Zone[]
  tables: TableView[]
  packages: Package[]
}

/** The night's page tells this much of it. */
export type VipSummary = Pick<Floor, 'vip' | 'tables'>

/** The floor plan's page. */
export interface FloorView extends PageView, Floor {
  /** Why the guest is here again. */
  problem?: string | undefined
}

/** What a guest has chosen so far; texts as they were posted. */
export interface Party {
  party_size: number
  package_id: string | null
}

/** The page on which a table, or the best one of a zone, is booked. */
export interface BookingView extends PageView, Floor {
  /** What was asked for: a table, or a zone. */
  wished: TableView | Zone
  /** What it comes to; undefined while nothing can be booked. */
  quote: Quote | undefined
  /** Why nothing can be booked. */
  closed: string
  /** Made for this page, so that posting it twice places one order. */
  placement: { order_id: string; order_secret: string }
  problems?: FieldProblem[] | undefined
}
