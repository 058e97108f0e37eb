import type { ListedOrder } from '../../../overview/index.ts'
import type { AsJson } from './as_json.ts'

/** An order as the list shows it. */
export type OrderRow = AsJson<ListedOrder>

/** What the list can be narrowed to. */
export interface OrderNights {
  nights: { slug: string; title: string; doors_at: string }[]
}
