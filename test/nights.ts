import assert from 'node:assert/strict'
import { newId } from '../src/kernel/index.ts'
import type { NightAnswer, SavedAnswer } from '../src/web/dashboard/api/nights_answers.ts'
import { dashboard, type DashboardReply } from './dashboard.ts'
import type { House } from './house.ts'
import type { Browser } from './member.ts'

type Place = Pick<House, 'url'>

/** A day so far from now, as the venue's calendar has it: 2026-12-05. */
export function dayIn(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)
}

/** What a member of the house does to its nights, by the dashboard's API. */
export interface Runner {
  send<Body = object>(
    method: 'GET' | 'POST' | 'PUT' | 'DELETE',
    path: string,
    body?: object,
  ): Promise<DashboardReply<Body>>
  /** A night as its page has it. */
  night(id: string): Promise<NightAnswer>
  /** Makes a draft for an evening in so many days, and gives its id. */
  draft(title?: string, days?: number): Promise<string>
  /** Saves a night's details with some of them changed; of `version`, or the last one. */
  save(id: string, change: object, version?: number): Promise<DashboardReply<SavedAnswer>>
  /** Adds a kind of ticket, and gives its id. */
  addType(id: string, change?: object): Promise<string>
  /** Saves a kind of ticket with some of it changed; of `version`, or the last one. */
  saveType(
    id: string,
    type: string,
    change: object,
    version?: number,
  ): Promise<DashboardReply<SavedAnswer>>
}

/** What an ordinary kind of ticket is. */
export const typeDetails = {
  name: 'Early bird',
  description: 'Entry all night.',
  price_minor: 1500,
  capacity: 100,
  order_quantity_max: 8,
  sales_start_at: null,
  sales_end_at: null,
  opens_after: null,
}

/** Somebody who runs nights, signed in in `browser`. */
export function runnerOf(house: Place, browser: Pick<Browser, 'cookie'>): Runner {
  const send: Runner['send'] = (method, path, body = {}) =>
    dashboard(house, browser, method, path, body)
  const night = async (id: string) => {
    const { status, body } = await send<NightAnswer>('GET', `nights/${id}`)
    assert.equal(status, 200, JSON.stringify(body))
    return body
  }
  return {
    send,
    night,
    draft: async (title = 'Concrete Garden', days = 10) => {
      const id = newId('ngt')
      const times = { doors_at: `${dayIn(days)}T23:00`, ends_at: `${dayIn(days + 1)}T07:00` }
      const { status, body } = await send('POST', 'nights', { id, title, ...times })
      assert.equal(status, 201, JSON.stringify(body))
      return id
    },
    save: async (id, change, version) => {
      const known = (await night(id)).night
      const { slug, title, subtitle, description, lineup, minimum_age, poster } = known
      const { doors_at, ends_at, order_tickets_max, hard_capacity } = known
      const words = { slug, title, subtitle, description, lineup, minimum_age, poster }
      const rest = { doors_at, ends_at, order_tickets_max, hard_capacity }
      const saved = { ...words, ...rest, version: version ?? known.version, ...change }
      return send('PUT', `nights/${id}`, saved)
    },
    addType: async (id, change = {}) => {
      const type = newId('typ')
      const wanted = { id: type, ...typeDetails, ...change }
      const { status, body } = await send('POST', `nights/${id}/types`, wanted)
      assert.equal(status, 201, JSON.stringify(body))
      return type
    },
    saveType: async (id, type, change, version) => {
      const known = (await night(id)).types.find((one) => one.id === type)
      assert.ok(known, 'it is there')
      const { name, description, price_minor, capacity, order_quantity_max } = known
      const { sales_start_at, sales_end_at, opens_after } = known
      const goods = { name, description, price_minor, capacity, order_quantity_max }
      const sale = { sales_start_at, sales_end_at, opens_after }
      const saved = { ...goods, ...sale, version: version ?? known.version, ...change }
      return send('PUT', `nights/${id}/types/${type}`, saved)
    },
  }
}

/** That something was refused: with this code, at this field. */
export function assertRefused(reply: DashboardReply<object>, code: string, field: string): void {
  assert.equal(reply.body.code, code, JSON.stringify(reply.body))
  assert.equal(reply.body.errors[0]?.field, field)
  assert.ok(reply.status >= 400 && reply.status < 500)
}
