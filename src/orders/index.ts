export { insertFulfilmentTry as noteFailedIssue } from './fulfilment_try.sql.ts'
export { convertHolds, endHolds, holdLines, resell, resellAll, retakeLines } from './hold.ts'
export { selectOverdueOrders as overdueOrders } from './hold.sql.ts'
export {
  insertLine as addLine,
  selectLines as linesOf,
  selectQuantities as quantitiesOf,
  type Line,
} from './line.sql.ts'
export {
  countRetry,
  insertOrder as openOrder,
  lockOrder,
  markExpired,
  markFulfilled,
  markPaid,
  markRefundDue,
  markRefunded,
  markStuck,
  selectOrder as findOrder,
  selectUnfulfilled as unfulfilledOrders,
  updateGuest as nameGuest,
  type Order,
} from './order.sql.ts'
