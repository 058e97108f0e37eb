export { checkoutPage } from './checkout.ts'
export { hasReceipt } from './deposit_words.ts'
export { choicePath, dataBlock, fit, layout, logoPath, orderPath, passPath } from './layout.ts'
export { addUp, moneyBack, type MoneyBack } from './money_back.ts'
export { nightPage } from './night.ts'
export { openingSoonPage } from './opening_soon.ts'
export { orderPage } from './order.ts'
export { takesNobody } from './order_stage.ts'
export { overOf, passPage, stageOf, type PassPageView } from './pass.ts'
export { passTexts } from './pass_list.ts'
export type { BillView, PartyView, PassView } from './party_view.ts'
export { problemPage } from './problem.ts'
export { unpaidPage } from './unpaid.ts'
export { venuePage } from './venue.ts'
export type {
  Assets,
  ChargeView,
  DepositView,
  DifferenceView,
  FieldProblem,
  RefundView,
  TicketView,
} from './views.ts'
export type { ShownNight } from './tables/views.ts'
