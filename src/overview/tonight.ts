import type { Database } from '../kernel/index.ts'
import { countArrivals } from './tonight_arrived.ts'
import { selectWaitingComps, type WaitingComp } from './comps_list.sql.ts'
import { selectUnseated, type UnseatedParty } from './board_unseated.sql.ts'
import { selectArrivals, selectFeed, type FeedRow } from './tonight_feed.sql.ts'
import {
  selectIssuing,
  selectNeeds,
  type IssuingOrder,
  type OpenAlert,
} from './tonight_needs.sql.ts'
import { nightMeant, selectNightChoices, type NightChoice } from './tonight_nights.sql.ts'
import { selectDeclines, selectLastWebhook, type DeclinePulse } from './tonight_pulse.sql.ts'
import { reconciliation, type Reconciliation } from './tonight_reconcile.ts'
import { shareLooks, type Look } from './tonight_share.ts'
import {
  selectMoney,
  selectTypeHeads,
  selectVipHeads,
  type Heads,
  type NightMoney,
  type TypeHeads,
} from './tonight_sums.sql.ts'
import { selectTablesNow, type TableNow } from './tonight_tables.sql.ts'

/** All that the first screen tells of the whole house, whichever night is looked at. */
export interface HouseNow {
  /** Of each kind those that are listed, and how many there are. */
  alerts: (OpenAlert & { of_kind: number })[]
  issuing: (IssuingOrder & { total: number })[]
  unseated: (UnseatedParty & { total: number })[]
  comps: (WaitingComp & { total: number })[]
  declines: DeclinePulse
  webhook: { at: Date | null; now: Date }
  reconciliation: Reconciliation
}

/** How a night goes. */
export interface NightNow {
  types: TypeHeads[]
  vip: Heads
  tables: TableNow[]
}

/** What the first screen looks at; each look serves everybody who looks in that moment. */
export interface Tonight {
  /** The nights to choose from, and the one that is meant by the slug or id, or by none. */
  nights: (
    wanted: string | undefined,
  ) => Promise<{ choices: NightChoice[]; chosen: NightChoice | undefined }>
  house: () => Promise<HouseNow>
  night: Look<NightNow>
  money: Look<NightMoney>
  feed: Look<FeedRow[]>
  arrivals: Look<FeedRow[]>
}

/** Opens the looks at `db`. */
export function openTonight(db: Database): Tonight {
  const arrivedOf = countArrivals(db)
  const one: Look<HouseNow> = shareLooks(() => lookAtHouse(db))
  return {
    nights: async (wanted) => {
      const choices = await selectNightChoices(db, wanted ?? null)
      const named = () => choices.find(({ slug, id }) => slug === wanted || id === wanted)
      return { choices, chosen: wanted === undefined ? nightMeant(choices) : named() }
    },
    house: () => one(''),
    night: shareLooks(async (id) => {
      const [types, arrived, vip, tables] = await Promise.all([
        selectTypeHeads(db, id),
        arrivedOf(id),
        selectVipHeads(db, id),
        selectTablesNow(db, id),
      ])
      const withArrived = types.map((type) => ({ ...type, arrived: arrived.get(type.id) ?? 0 }))
      return { types: withArrived, vip, tables }
    }),
    money: shareLooks((id) => selectMoney(db, id)),
    feed: shareLooks((id) => selectFeed(db, id)),
    arrivals: shareLooks((id) => selectArrivals(db, id)),
  }
}

async function lookAtHouse(db: Database): Promise<HouseNow> {
  const [alerts, issuing, unseated, comps, declines, webhook, checked] = await Promise.all([
    selectNeeds(db),
    selectIssuing(db),
    selectUnseated(db),
    selectWaitingComps(db),
    selectDeclines(db),
    selectLastWebhook(db),
    reconciliation(db),
  ])
  return { alerts, issuing, unseated, comps, declines, webhook, reconciliation: checked }
}
