import { englishFailed } from './failed.ts'
import { englishClose } from './close.ts'
import { englishAlerts } from './alerts.ts'
import { englishBoard } from './board.ts'
import { englishCalloff } from './calloff.ts'
import { englishComps } from './comps.ts'
import { englishDesk } from './desk.ts'
import { englishMove } from './move.ts'
import { englishDoor } from './door.ts'
import { englishAudit } from './audit.ts'
import { englishGuests } from './guests.ts'
import { englishFirstSteps } from './first_steps.ts'
import { englishMail } from './mail.ts'
import { englishGuest } from './guest.ts'
import { englishFrame } from './frame.ts'
import { englishNights } from './nights.ts'
import { englishOrders } from './orders.ts'
import { englishPlan } from './plan.ts'
import { englishPending } from './pending.ts'
import { englishPrices } from './prices.ts'
import { englishSettings } from './settings.ts'
import { englishStripeStatus } from './stripe_status.ts'
import { englishTerms } from './terms.ts'
import { englishTonight } from './tonight.ts'
import { englishVenue } from './venue.ts'

/** Every sentence of the dashboard's app in English; each part has a page of its own. */
export const englishApp = {
  frame: englishFrame,
  mail: englishMail,
  firstSteps: englishFirstSteps,
  failed: englishFailed,
  alerts: englishAlerts,
  close: englishClose,
  nights: englishNights,
  orders: englishOrders,
  pending: englishPending,
  calloff: englishCalloff,
  comps: englishComps,
  desk: englishDesk,
  move: englishMove,
  guest: englishGuest,
  guests: englishGuests,
  board: englishBoard,
  plan: englishPlan,
  door: englishDoor,
  terms: englishTerms,
  tonight: englishTonight,
  audit: englishAudit,
  settings: englishSettings,
  stripe: englishStripeStatus,
  venue: englishVenue,
  prices: englishPrices,
}

export type AppWords = typeof englishApp
