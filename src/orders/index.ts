export {
  insertAgreement as addAgreement,
  selectAgreement as agreementOf,
  type Agreement,
} from './agreement.sql.ts'
export {
  insertComp as askForComp,
  lockComp,
  markApproved,
  markRefused,
  markWithdrawn,
  selectComp as findComp,
  type Comp,
  type NewComp,
} from './comp.sql.ts'
export {
  insertCompAgreement,
  insertCompLine,
  insertCompOrder,
  markOrderWithdrawn,
  selectIsOfComp as isOfComp,
} from './comp_order.sql.ts'
export { insertFulfilmentTry as noteFailedIssue } from './fulfilment_try.sql.ts'
export {
  convertHolds,
  endHolds,
  handOverHolds,
  holdKinds,
  holdLines,
  isHeld,
  resell,
  resellAll,
} from './hold.ts'
export {
  markExtended as extendHolds,
  markOver as endTimeOfHolds,
  selectGuests as guestsOf,
  selectOverdueOrders as overdueOrders,
  selectPlacesAwaited as placesAwaited,
  selectTableHold as tableHoldOf,
} from './hold.sql.ts'
export {
  insertMove as noteMove,
  letNightsDiffer,
  moveLineHold,
  moveOrders,
  moveTableHolds,
  replaceAgreement,
  selectMove as findMove,
  sumMovedBack as movedBackOf,
  type OrderMove,
} from './move.sql.ts'
export {
  insertDifference as openDifference,
  insertOffer as noteOffer,
  markOfferWithdrawn,
  lockOpenDifference,
  selectAllDifferences as allDifferencesOf,
  selectDifferences as differencesOf,
  selectOffer as findOffer,
  selectOpenDifference as openDifferenceOf,
  type MoveOffer,
} from './move_offer.sql.ts'
export { holdPlaces, holdTable } from './table_hold.ts'
export {
  insertLine as addLine,
  selectLines as linesOf,
  selectQuantities as quantitiesOf,
  type Line,
} from './line.sql.ts'
export { writeNote } from './note.ts'
export { selectNotes as notesOf, type OrderNote } from './note.sql.ts'
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
  noteLate,
  selectOrder as findOrder,
  selectUnfulfilled as unfulfilledOrders,
  updateGuest as nameGuest,
  type LateBecause,
  updateLocale as setLocale,
  type Order,
} from './order.sql.ts'
export {
  countDeclinesNearby as declinesNearby,
  deleteOldOrigins as forgetOrigins,
  lockOrigin,
  updateOriginDeclines as noteDeclines,
} from './origin.sql.ts'
export {
  eraseComp,
  ERASED,
  eraseNotes,
  eraseOrderGuest,
  eraseOrigin,
  insertErased as noteErased,
  lockCompsOfMail,
  lockOrdersOfMail,
  lockRetention as lockGuestRetention,
  selectIsErased as isErased,
  selectRetention as guestRetention,
  updateRetention as setGuestRetention,
} from './erase.sql.ts'
export { updateEmail as correctEmail, updateName as renameGuest } from './order_name.sql.ts'
export {
  deletePlacement as forgetPlacement,
  insertPlacement as notePlacement,
  lockVisitor,
  selectHeldBy as heldBy,
} from './placement.sql.ts'
export { selectPartyOrders as partyOrders, type PartyOrder } from './party_order.sql.ts'
