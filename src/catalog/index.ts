export {
  selectFloorPlan as findFloorPlan,
  selectNewestPlans as newestPlans,
  selectPlanVersion as findPlanVersion,
  selectVersions as versionsOfPlan,
  selectZones as zonesOf,
  type FloorPlan,
  type PlanVersion,
  type Zone,
} from './floor_plan.sql.ts'
export { beginVip, choosePlan } from './begin_vip.ts'
export { copyTermsOfNight, copyTermsOfZone } from './copy_terms.ts'
export { endFirstSteps, openVenue } from './first_venue.ts'
export { markCalledOff } from './night_called_off.sql.ts'
export { settleHardCapacity } from './house_capacity.ts'
export { copyNight } from './night_copy.ts'
export { deleteDraft } from './night_delete.ts'
export { changeNight, createNight, pauseSales, publishNight } from './night_edit.ts'
export { moveNights } from './move_nights.ts'
export {
  selectNight as findNight,
  selectNightById as findNightById,
  selectUpcomingNights as upcomingNights,
  type Night,
  type NightSummary,
} from './night.sql.ts'
export { addPackage, changePackage, orderPackages } from './package_edit.ts'
export { selectEditedPackages as packagesToEdit, type EditedPackage } from './package_edit.sql.ts'
export { selectPackages as packagesOf, type Package } from './package.sql.ts'
export { pictureBytesMax } from './picture.ts'
export {
  countComingNights,
  isPlanUsed,
  selectIsKept as isNightKept,
  selectPlanNights as nightsOfPlan,
  type PlanNight,
} from './plan_night.sql.ts'
export { soundPng } from './picture_sound.ts'
export { addPlanPicture } from './plan_picture.ts'
export { selectPicture as findPlanPicture } from './plan_picture.sql.ts'
export { selectDrawnZones as drawnZonesOf, type DrawnZone } from './plan_things.sql.ts'
export { addPlan, savePlan, type Drawing } from './save_plan.ts'
export { seatable } from './seating.ts'
export { giveBack, take } from './stock.ts'
export {
  markUnblocked as unblockTable,
  selectTableBlocks as tableBlocksOf,
} from './table_block.sql.ts'
export { changeTables } from './table_terms.ts'
export {
  selectEditedTables as tablesToEdit,
  type EditedTable,
  type TableTerms,
} from './table_terms.sql.ts'
export { selectTableOffers as tableOffersOf, type TableOffer } from './table_offer.sql.ts'
export {
  assignTable,
  assignWaiting,
  blockTable,
  changeHeads,
  freeOf,
  freeTables,
  giveTableBack,
  handTableOver,
  leaveTable,
  releaseTable,
  swapTables,
  takeTable,
  unassignTable,
  type TableConflict,
} from './tables.ts'
export { selectTicketTypes as ticketTypesOf, type TicketType } from './ticket_type.sql.ts'
export { contrastMin } from './contrast.ts'
export { changeVenue } from './settle_venue.ts'
export { addRates, sharesOf, withdrawRates } from './price_rates.ts'
export {
  selectRates as allRates,
  selectRatesAt as ratesAt,
  type HeldRates,
} from './price_rates.sql.ts'
export { selectVenue as findVenue, type Venue, type VenueFacts } from './venue.sql.ts'
export { logoBytesMax, removeLogo, setLogo } from './venue_logo.ts'
export { selectLogo as findLogo } from './venue_logo.sql.ts'
export {
  addType as addTicketType,
  changeType as changeTicketType,
  orderTypes as orderTicketTypes,
  removeType as removeTicketType,
} from './type_edit.ts'
export { changeVip as changeVipNight } from './vip_edit.ts'
export { lockVipNight, selectVipNight as findVipNight, type VipNight } from './vip_night.sql.ts'
export { selectVipTable as findVipTable, type VipTable } from './vip_table.sql.ts'
export { selectWaitingParties as waitingPartiesOf, type WaitingParty } from './waiting_party.sql.ts'
