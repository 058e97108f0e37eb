import type { AppWords } from '../english.ts'
import { spanishFailed } from './failed.ts'
import { spanishClose } from './close.ts'
import { spanishAlerts } from './alerts.ts'
import { spanishBoard } from './board.ts'
import { spanishCalloff } from './calloff.ts'
import { spanishComps } from './comps.ts'
import { spanishDesk } from './desk.ts'
import { spanishMove } from './move.ts'
import { spanishDoor } from './door.ts'
import { spanishAudit } from './audit.ts'
import { spanishFirstSteps } from './first_steps.ts'
import { spanishMail } from './mail.ts'
import { spanishFrame } from './frame.ts'
import { spanishNights } from './nights.ts'
import { spanishOrders } from './orders.ts'
import { spanishPlan } from './plan.ts'
import { spanishPending } from './pending.ts'
import { spanishPrices } from './prices.ts'
import { spanishGuests } from './guests.ts'
import { spanishGuest } from './guest.ts'
import { spanishSettings } from './settings.ts'
import { spanishStripeStatus } from './stripe_status.ts'
import { spanishTerms } from './terms.ts'
import { spanishTonight } from './tonight.ts'
import { spanishVenue } from './venue.ts'

export const spanishApp: AppWords = {
  frame: spanishFrame,
  mail: spanishMail,
  firstSteps: spanishFirstSteps,
  failed: spanishFailed,
  alerts: spanishAlerts,
  close: spanishClose,
  nights: spanishNights,
  orders: spanishOrders,
  pending: spanishPending,
  calloff: spanishCalloff,
  comps: spanishComps,
  desk: spanishDesk,
  move: spanishMove,
  board: spanishBoard,
  plan: spanishPlan,
  door: spanishDoor,
  terms: spanishTerms,
  tonight: spanishTonight,
  audit: spanishAudit,
  guest: spanishGuest,
  guests: spanishGuests,
  settings: spanishSettings,
  stripe: spanishStripeStatus,
  venue: spanishVenue,
  prices: spanishPrices,
}
