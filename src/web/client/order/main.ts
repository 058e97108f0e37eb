import { followOrder } from './follow_order.ts'

followOrder(document)
