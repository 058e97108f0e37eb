import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { may, type Member, type Permission } from '../../../identity/index.ts'
import { refuse } from '../../../kernel/index.ts'
import {
  openTonight,
  type FeedRow,
  type HouseNow,
  type NightChoice,
  type NightNow,
  type Tonight,
} from '../../../overview/index.ts'
import { memberOf } from '../../access.ts'
import { RefusedRequest } from '../../refusals.ts'
import type { Site } from '../../site.ts'
import type {
  FeedEntry,
  TonightAnswer,
  TonightHeads,
  TonightMoney,
  TonightNight,
  TonightPulse,
  TonightReconciliation,
} from './tonight_answers.ts'
import { needsFor } from './tonight_needs.ts'

const querystring = z.object({ night: z.string().min(1).max(200).optional() })
const watch = { config: { permission: 'night.watch' }, schema: { querystring } } as const

/** Three rounds of a chore that comes every 20 s: what is older says nothing about now. */
const CHECK_LATE_MS = 90_000

/**
 * The first screen: how the night goes, and what stands in the way. Each role gets what it may see
 * and do something about; the door gets arrivals and capacity alone.
 */
export function tonightRoutes(root: FastifyInstance, site: Site): void {
  const app = root.withTypeProvider<ZodTypeProvider>()
  const tonight = openTonight(site.till.db)

  app.get('/api/dashboard/tonight', watch, async (request): Promise<TonightAnswer> => {
    const { member } = memberOf(request)
    const { night } = request.query
    const [{ choices, chosen }, house] = await Promise.all([tonight.nights(night), tonight.house()])
    if (night !== undefined && !chosen) throw new RefusedRequest(refuse('night_unknown', 'night'))
    const can = (permission: Permission) => may(member.role, permission)
    const isOfHouse = can('orders.read')
    const [needs, ofNight] = await Promise.all([
      needsFor(site, member, house),
      chosen ? nightFor(tonight, member, chosen) : NO_NIGHT,
    ])
    return {
      at: house.webhook.now.toISOString(),
      nights: choices.map(nightAnswer),
      night: chosen ? nightAnswer(chosen) : null,
      needs,
      ...ofNight,
      pulse: isOfHouse ? pulseAnswer(house) : null,
      reconciliation: isOfHouse ? reconciliationAnswer(house) : null,
    }
  })
}

type OfNight = Pick<TonightAnswer, 'heads' | 'money' | 'tables' | 'feed'>

const NO_NIGHT: OfNight = { heads: null, money: null, tables: [], feed: [] }

/** What a member sees of one night. */
async function nightFor(tonight: Tonight, { role }: Member, night: NightChoice): Promise<OfNight> {
  const isOfHouse = may(role, 'orders.read')
  const seesMoney = may(role, 'revenue.read')
  const [{ types, vip, tables }, money, feed] = await Promise.all([
    tonight.night(night.id),
    seesMoney ? tonight.money(night.id) : null,
    isOfHouse ? tonight.feed(night.id) : tonight.arrivals(night.id),
  ])
  return {
    heads: headsAnswer({ types, vip, tables }, isOfHouse),
    money: money && ({ currency: night.currency, ...money } satisfies TonightMoney),
    tables: tables.map((one) => ({ ...one, party: isOfHouse ? one.party : null })),
    feed: feed.map((one) => feedEntry(one, isOfHouse, seesMoney)),
  }
}

function headsAnswer({ types, vip, tables }: NightNow, seesSold: boolean): TonightHeads {
  const heads = ({ sold, given, arrived, capacity }: typeof vip, id: string, name: string) => {
    const had = seesSold ? { sold, given } : { sold: null, given: 0 }
    return { id, name, ...had, arrived, capacity }
  }
  return {
    types: types.map((one) => heads(one, one.id, one.name)),
    vip: tables.length > 0 ? heads(vip, 'vip', 'VIP') : null,
  }
}

function feedEntry(one: FeedRow, isOfHouse: boolean, seesMoney: boolean): FeedEntry {
  return {
    ...one,
    at: one.at.toISOString(),
    order_id: isOfHouse ? one.order_id : null,
    guest_name: isOfHouse ? one.guest_name : null,
    amount_minor: seesMoney ? one.amount_minor : null,
    currency: seesMoney ? one.currency : null,
  }
}

/** A night as every page of one night tells it. */
export function nightAnswer(night: NightChoice): TonightNight {
  const { id, slug, title, phase, ga_paused, vip_paused } = night
  return {
    id,
    slug,
    title,
    doors_at: night.doors_at.toISOString(),
    ends_at: night.ends_at.toISOString(),
    phase,
    is_called_off: night.state === 'cancelled',
    ga_paused,
    vip_paused,
  }
}

function pulseAnswer({ declines, webhook }: HouseNow): TonightPulse {
  const { now, ...rest } = declines
  return {
    declines: { ...rest, now: now.declines, payments: now.payments },
    webhook_at: webhook.at?.toISOString() ?? null,
  }
}

function reconciliationAnswer({ reconciliation }: HouseNow): TonightReconciliation {
  const { checked_at, now, count, differing } = reconciliation
  return {
    checked_at: checked_at?.toISOString() ?? null,
    is_late: checked_at !== null && now.getTime() - checked_at.getTime() > CHECK_LATE_MS,
    count,
    orders: differing.map(({ order_id, what, guest_name, total_minor, currency }) => {
      return { order_id, what, guest_name, amount_minor: total_minor, currency }
    }),
  }
}
