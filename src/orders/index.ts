export { convertHolds, endHolds, holdLines, retakeLines } from './hold.ts'
export { insertLine as addLine, selectLines as linesOf, type Line } from './line.sql.ts'
export {
  countRetry,
  insertOrder as openOrder,
  lockOrder,
  markExpired,
  markFulfilled,
  markPaid,
  markRefundDue,
  markStuck,
  selectOrder as findOrder,
  updateGuest as nameGuest,
  type Order,
} from './order.sql.ts'
