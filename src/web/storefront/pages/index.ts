export { checkoutData, checkoutPage } from './checkout.ts'
export { formatDay, formatMoment, formatNight, formatTime } from './dates.ts'
export { nightPath, orderPath } from './layout.ts'
export { nightPage } from './night.ts'
export { orderMain, orderPage } from './order.ts'
export { isWaiting, orderStage, type OrderStage } from './order_stage.ts'
export { poster } from './poster.ts'
export { problemPage } from './problem.ts'
export { venuePage } from './venue.ts'
export type {
  Assets,
  CheckoutData,
  CheckoutView,
  ConfirmationView,
  FieldProblem,
  NightView,
  OrderLineView,
  OrderPageView,
  OrderView,
  PageView,
  ProblemView,
  PurchaseView,
  TicketView,
  VenueView,
} from './views.ts'
