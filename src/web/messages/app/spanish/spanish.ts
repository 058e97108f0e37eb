import type { AppWords } from '../english.ts'
import { spanishDesk } from './desk.ts'
import { spanishFrame } from './frame.ts'
import { spanishOrders } from './orders.ts'
import { spanishPending } from './pending.ts'

export const spanishApp: AppWords = {
  frame: spanishFrame,
  orders: spanishOrders,
  pending: spanishPending,
  desk: spanishDesk,
}
