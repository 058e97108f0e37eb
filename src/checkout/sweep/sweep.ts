import { resolveAlerts } from '../../alerts/index.ts'
import { startChores, type Chore, type Overseer } from '../../jobs/index.ts'
import type { Config } from '../../kernel/index.ts'
import { callOffOrders } from '../calloff/call_off_orders.ts'
import { quietDeclines } from '../many_declines.ts'
import type { Till } from '../till.ts'
import { askPayments } from './ask_payments.ts'
import { captureDeposits, expiringAuthorisations, stuckReleases } from './deposits.ts'
import { voidDuplicates } from './duplicates.ts'
import { forgetOldOrigins } from './forget_origins.ts'
import { missedDisputes, missedWarnings, openDisputes } from './missed_disputes.ts'
import { changedRefunds, missedRefunds } from './missed_refunds.ts'
import { stripeAnswers, tellOfFailing } from './stripe_away.ts'
import { pendingFulfilments, stuckFulfilments } from './stuck_fulfilments.ts'
import { stuckHolds } from './stuck_holds.ts'
import { stuckMails } from './stuck_mails.ts'
import { stuckRefunds } from './stuck_refunds.ts'
import { unknownMoney } from './unknown_money.ts'

/** It reads every ticket that there is, so rarely. */
const DUPLICATES_PAUSE_SECONDS = 600

/**
 * Starts the sweep: it finds and heals by itself whatever was lost on the way, however that came
 * about. `others` are the chores of the rooms that are the story's doors. Of several processes one
 * does each chore. `stop` waits for what is under way.
 */
export function startSweep(
  till: Till,
  { pauseSecondsMax }: Config['sweep'],
  others: Chore[],
): { stop(): Promise<void> } {
  if (pauseSecondsMax === 0) return { stop: async () => {} }
  const chores = [
    askPayments(till, pauseSecondsMax),
    pendingFulfilments(till),
    stuckFulfilments(till),
    stuckHolds(till),
    stuckRefunds(till),
    captureDeposits(till),
    expiringAuthorisations(till),
    stuckReleases(till),
    callOffOrders(till),
    stuckMails(till),
    quietDeclines(till),
    forgetOldOrigins(till),
    missedRefunds(till),
    changedRefunds(till),
    missedDisputes(till),
    openDisputes(till),
    missedWarnings(till),
    unknownMoney(till),
    duplicates(till),
    ...others,
  ]
  const names = chores.map(({ name }) => name)
  chores.push(stripeAnswers(till.db, names))
  return startChores(till.db, chores, till.log, pauseSecondsMax, ownerOf(till))
}

/** The owner is told of a chore that keeps failing, and that it works again. */
function ownerOf({ db }: Till): Overseer {
  return {
    keepsFailing: (name, failures, error) => tellOfFailing(db, name, failures, error),
    worksAgain: async (name) => {
      await resolveAlerts(db, ['chore_failing'], [name])
    },
  }
}

function duplicates(till: Till): Chore {
  return {
    name: 'duplicate_tickets',
    pause_seconds: DUPLICATES_PAUSE_SECONDS,
    round: async () => {
      await voidDuplicates(till)
    },
  }
}
