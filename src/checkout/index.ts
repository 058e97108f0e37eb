export { admitTicket } from './admit.ts'
export { callOffNight } from './calloff/call_off_night.ts'
export {
  selectCancellation as cancellationOf,
  selectNightWorth as nightWorth,
  type NightCancellation,
  type NightWorth,
} from './calloff/called_off.sql.ts'
export { letIn, takeBackEntrance } from './enter.ts'
export type { Choice } from './choose.ts'
export { approveComp, refuseComp } from './comp/approve.ts'
export { askComp } from './comp/ask.ts'
export { withdrawComp } from './comp/withdraw.ts'
export { noteBounce } from './bounced.ts'
export { captureDeposit } from './deposit/capture.ts'
export { sendRelease, type ReleaseJob } from './deposit/release.ts'
export { resolveLapsed, type LapsedDecision } from './deposit/resolve_lapsed.ts'
export { recordDispute, recordFraudWarning } from './dispute.ts'
export { expire, release } from './expire.ts'
export { extendHold } from './extend_hold.ts'
export { retryFulfil, retryNow, type FulfilJob } from './fulfil.ts'
export { giveUpFulfil, giveUpRelease } from './give_up.ts'
export { lookUp, preparePayment } from './pay.ts'
export { place, type Placement, type Wish } from './place.ts'
export { proofKeyOf, type Proof } from './proof/proof.ts'
export { withdraw, type WithdrawJob } from './proof/withdraw.ts'
export { moneyFirst } from './money_first.ts'
export { moveOrder } from './move/move_order.ts'
export { offerMove } from './move/offer_move.ts'
export { withdrawOffer } from './move/withdraw_offer.ts'
export { quoteMove, type MoveChoices } from './move/quote.ts'
export { recordRefunds } from './record_refund.ts'
export { requestRefund, type RefundWanted } from './refund.ts'
export { sendRefund, type RefundJob } from './send_refund.ts'
export { mailCalledFor, resend, resendTo } from './resend.ts'
export { noteReport } from './report.ts'
export { record } from './record.ts'
export { soon } from './soon.ts'
export { noteTry } from './try.ts'
export { startSweep } from './sweep/sweep.ts'
export { waitingWork } from './sweep/waiting_work.ts'
export { assign, lock, noTable, swap, unassign, unlock } from './table/assign.ts'
export { block, unblock } from './table/block.ts'
export { cancelBooking } from './table/cancel.ts'
export { payAtDoor, reverseAtDoor } from './table/door_till.ts'
export { includedOf } from './table/included.ts'
export {
  arrive,
  declareNoShow,
  releaseParty,
  seat,
  undoArrival,
  undoNoShow,
  undoRelease,
  undoSeating,
} from './table/life.ts'
export { describeParties, partiesOfNight, type StaffParty } from './table/parties.ts'
export { unsentOf, type Unsent } from './unsent.ts'
export { walkIn } from './table/walk_in.ts'
export { quoteTable, type Quote } from './table/choose_table.ts'
export { refuseAmounts, refusePackagePrice } from './table/check_terms.ts'
export { leastCharged, type TableWish } from './table/terms.ts'
export { eraseGuest } from './guest/erase.ts'
export { eraseHolder } from './guest/erase_holder.ts'
export { eraseOldGuests, settleRetention } from './guest/erase_old.ts'
export { selectAwaitedComps, selectKept, type KeptBecause } from './guest/erasable.sql.ts'
export { reissue } from './guest/reissue.ts'
export { renameOrder, renameParty, renameTicketHolder } from './guest/rename.ts'
export {
  bookingMovedMail,
  cancelledMail,
  chargedMail,
  compWithdrawnMail,
  confirmationMail,
  expireQueue,
  fulfilQueue,
  guestsAddedMail,
  lookedAfterMail,
  moveOfferedMail,
  nightCancelledMail,
  orderMovedMail,
  refundMail,
  refundQueue,
  reissuedMail,
  releasedMail,
  resentMail,
  unsentMail,
  releaseQueue,
  withdrawQueue,
  type Till,
} from './till.ts'
