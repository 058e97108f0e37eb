import assert from 'node:assert/strict'
import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { after, before, test } from 'node:test'
import fastify, { type FastifyInstance, type RouteOptions } from 'fastify'
import { may, permissions, roles, type Permission, type Role } from '../../src/identity/index.ts'
import { guardRoutes } from '../../src/web/access.ts'
import type { Site } from '../../src/web/site.ts'
import { auditAndClose } from '../audit.ts'
import { openHouse, type House } from '../house.ts'
import { signedInAs } from '../member.ts'
import { bookTable, keys, staffDo, trailOf } from '../staff.ts'
import { addVipNight } from '../vip_catalog.ts'

interface Route {
  method: string
  url: string
  permission: Permission | 'anybody' | undefined
}

/** Every route of the product, as it is registered. */
const routes: Route[] = []
const cookies = {} as Record<Role, string>
let house: House
before(async () => {
  const collect = (message: unknown) => {
    const { fastify: app } = message as { fastify: FastifyInstance }
    app.addHook('onRoute', ({ method, url, config }: RouteOptions) => {
      for (const one of [method].flat())
        routes.push({ method: one, url, permission: config?.permission })
    })
  }
  subscribe('fastify.initialization', collect)
  house = await openHouse({ ...keys, DEMO: '1', SWEEP_SECONDS_MAX: '0' })
  unsubscribe('fastify.initialization', collect)
  await addVipNight(house.db)
  for (const role of roles) cookies[role] = (await signedInAs(house, role)).cookie()
})
after(() => auditAndClose(house))

type Who = 'nobody' | Role | 'door key' | 'staff key'

let asked = 0

/** Asks for a route of things that do not exist: what is answered is whether one gets that far. */
async function ask({ method, url }: Route, who: Who): Promise<Response> {
  asked += 1
  const bearer = who === 'door key' ? keys.DOOR_KEY : who === 'staff key' ? keys.STAFF_KEY : ''
  const cookie = who in cookies ? cookies[who as Role] : ''
  const isRead = method === 'GET' || method === 'HEAD'
  return fetch(house.url + url.replaceAll(/:\w+|\*/g, 'x'), {
    method,
    redirect: 'manual',
    headers: {
      origin: house.url,
      // From elsewhere each time: what is tried here is no limit.
      'x-forwarded-for': `198.18.${asked >> 8}.${asked & 255}`,
      ...(cookie && { cookie }),
      ...(bearer && { authorization: `Bearer ${bearer}` }),
      ...(!isRead && { 'content-type': 'application/json' }),
    },
    ...(!isRead && { body: '{}' }),
  })
}

/** Turned away, in the way that fits who asks, before anything is looked at? */
function isTurnedAway({ status, headers }: Response): boolean {
  const leads = headers.get('location') ?? ''
  return status === 401 || status === 403 || leads.startsWith('/dashboard/sign-in?next=')
}

const isOfVenue = ({ url }: Route) => /^\/(dashboard|api\/(dashboard|staff|door))(\/|$)/.test(url)

test('every route of the venue says whose it is, and no route of guests asks for an account', () => {
  assert.ok(routes.length > 60, `${routes.length} routes`)
  for (const route of routes)
    assert.equal(route.permission !== undefined, isOfVenue(route), `${route.method} ${route.url}`)
})

test('a route of the venue that does not say whose it is keeps the product from starting', () => {
  const app = fastify()
  guardRoutes(app, {} as Site)
  for (const url of ['/dashboard', '/dashboard/new', '/api/staff/new', '/api/door/new'])
    assert.throws(() => app.get(url, () => 'open'), /does not say whose it is/, url)
  app.get('/nights', () => 'open')
})

/** Nobody of the venue is every guest, too. */
const EVERYBODY: Who[] = ['nobody', ...roles, 'door key', 'staff key']

for (const who of EVERYBODY)
  test(`all routes against ${who}: what may be asked for is answered, nothing else`, async () => {
    for (const route of routes) {
      const { permission } = route
      // What leads in and out is tried by itself; signing out would end what is tried here.
      if (permission === 'anybody' && who !== 'nobody') continue
      const answer = await ask(route, who)
      // A stream has no end.
      await answer.body?.cancel()
      const isOpen =
        permission === undefined || permission === 'anybody' || MATRIX[permission].has(who)
      const words = `${route.method} ${route.url}: ${answer.status} for ${who}`
      if (permission !== undefined || route.url.startsWith('/api/'))
        assert.match(answer.headers.get('cache-control') ?? 'kept', /no-store|private/, words)
      assert.equal(isTurnedAway(answer), !isOpen, words)
      assert.ok(answer.status !== 429 && answer.status < 500, words)
    }
  })

/** The same decision as in roles.ts, written down a second time on purpose. */
const MATRIX: Record<Permission, Set<Who>> = {
  'account.use': new Set(['owner', 'manager', 'host', 'door']),
  'night.watch': new Set(['owner', 'manager', 'host', 'door']),
  'guests.admit': new Set(['owner', 'manager', 'host', 'door', 'door key']),
  'door.work': new Set(['owner', 'manager', 'host', 'door']),
  'admissions.undo': new Set(['owner', 'manager']),
  'parties.read': new Set(['owner', 'manager', 'host', 'staff key']),
  'parties.manage': new Set(['owner', 'manager', 'host', 'staff key']),
  'door_money.take': new Set(['owner', 'manager', 'host', 'staff key']),
  'orders.read': new Set(['owner', 'manager', 'host']),
  'orders.help': new Set(['owner', 'manager', 'host']),
  'money.decide': new Set(['owner', 'manager', 'staff key']),
  'comps.ask': new Set(['owner', 'manager', 'host']),
  'comps.approve': new Set(['owner', 'manager']),
  'revenue.read': new Set(['owner', 'manager']),
  'nights.manage': new Set(['owner', 'manager']),
  'plans.manage': new Set(['owner', 'manager']),
  'alerts.handle': new Set(['owner', 'manager']),
  'alerts.settle': new Set(['owner']),
  'members.manage': new Set(['owner']),
  'audit.read': new Set(['owner', 'manager']),
  'guests.erase': new Set(['owner']),
  'house.settle': new Set(['owner']),
}

test('the roles are the ones that were decided on, and the door sees no money', () => {
  for (const permission of permissions)
    for (const role of roles)
      assert.equal(may(role, permission), MATRIX[permission].has(role), `${role} ${permission}`)
  const ofDoor = permissions.filter((permission) => may('door', permission))
  assert.deepEqual(ofDoor, ['account.use', 'night.watch', 'guests.admit', 'door.work'])
})

/** Every route of the venue's own that is open to whoever has this; HEAD is a GET. */
function reached(has: (permission: Permission) => boolean): string[] {
  const open = routes.filter(({ permission }) => {
    return permission !== undefined && (permission === 'anybody' || has(permission))
  })
  const named = open.map(({ method, url }) => `${method === 'HEAD' ? 'GET' : method} ${url}`)
  return [...new Set(named)].toSorted()
}

/** What leads in and out. */
const OF_ANYBODY = [
  'GET /dashboard/join/:id/:token',
  'GET /dashboard/reset/:token',
  'GET /dashboard/sign-in',
  'GET /dashboard/sign-in/code',
  'GET /dashboard/sign-in/forgotten',
  'POST /dashboard/join/:id/:token',
  'POST /dashboard/reset/:token',
  'POST /dashboard/sign-in',
  'POST /dashboard/sign-in/code',
  'POST /dashboard/sign-in/forgotten',
  'POST /dashboard/sign-out',
]

/** One's own account, who is in and how many fit, and letting in: no revenue, price or list. */
const OF_DOOR_TOO = [
  'GET /api/dashboard/door',
  'GET /api/dashboard/door/search',
  'GET /api/dashboard/live',
  'GET /api/dashboard/tonight',
  'GET /dashboard',
  'GET /dashboard/account',
  'GET /dashboard/door',
  'POST /api/dashboard/door/entrances',
  'POST /api/dashboard/door/entrances/:id/undo',
  'POST /api/door/admissions',
  'POST /dashboard/account/name',
  'POST /dashboard/account/password',
  'POST /dashboard/account/second-factor',
  'POST /dashboard/account/second-factor/confirmation',
  'POST /dashboard/account/second-factor/removal',
  'POST /dashboard/account/sessions/:id/end',
]

/** The parties and their evening, a guest's order, help for it, and asking for a comp. */
const OF_HOST_TOO = [
  'DELETE /api/staff/bookings/:id/lock',
  'DELETE /api/staff/bookings/:id/table',
  'DELETE /api/staff/nights/:slug/tables/:id/block',
  'GET /api/dashboard/board',
  'GET /api/dashboard/board/parties/:id',
  'GET /api/dashboard/board/tables/:id',
  'GET /api/dashboard/comps',
  'GET /api/dashboard/comps/choices',
  'GET /api/dashboard/orders',
  'GET /api/dashboard/orders/:id',
  'GET /api/dashboard/orders/:id/preview',
  'GET /api/dashboard/orders/nights',
  'GET /api/dashboard/pending',
  'GET /api/dashboard/pending/counts',
  'GET /api/dashboard/plan-pictures/:id',
  'GET /api/staff/bookings/:id',
  'GET /api/staff/nights/:slug/bookings',
  'GET /api/staff/nights/:slug/tables',
  'GET /dashboard/board',
  'GET /dashboard/comps',
  'GET /dashboard/orders',
  'GET /dashboard/orders/:id',
  'GET /dashboard/orders/:id/preview',
  'GET /dashboard/orders/:id/preview/mails/:mail_id',
  'GET /dashboard/orders/:id/preview/page',
  'GET /dashboard/orders/:id/preview/passes/:pass_id',
  'GET /dashboard/orders/:id/preview/receipt',
  'GET /dashboard/pending',
  'POST /api/dashboard/board/parties/:id/name',
  'POST /api/dashboard/comps',
  'POST /api/dashboard/orders/:id/email',
  'POST /api/dashboard/orders/:id/entries/:entry_id/reissue',
  'POST /api/dashboard/orders/:id/name',
  'POST /api/dashboard/orders/:id/note',
  'POST /api/dashboard/orders/:id/passes/:pass_id/name',
  'POST /api/dashboard/orders/:id/resend',
  'POST /api/staff/bookings/:id/arrival',
  'POST /api/staff/bookings/:id/arrival/reversal',
  'POST /api/staff/bookings/:id/door_payments',
  'POST /api/staff/bookings/:id/door_payments/:payment_id/reversal',
  'POST /api/staff/bookings/:id/lock',
  'POST /api/staff/bookings/:id/no_show',
  'POST /api/staff/bookings/:id/no_show/reversal',
  'POST /api/staff/bookings/:id/release',
  'POST /api/staff/bookings/:id/release/reversal',
  'POST /api/staff/bookings/:id/seating',
  'POST /api/staff/bookings/:id/seating/reversal',
  'POST /api/staff/bookings/:id/table',
  'POST /api/staff/nights/:slug/tables/:id/block',
  'POST /api/staff/nights/:slug/walk_ins',
  'POST /api/staff/swaps',
]

// Whoever makes a route, or gives one another permission, says here who has come to reach it.
test('who is not signed in reaches these routes of the venue, and no other', () =>
  assert.deepEqual(
    reached(() => false),
    OF_ANYBODY,
  ))

test('the door reaches these routes and no other: no revenue, no prices, no list of orders', () =>
  assert.deepEqual(
    reached((permission) => may('door', permission)),
    [...OF_ANYBODY, ...OF_DOOR_TOO].toSorted(),
  ))

test('a host reaches these routes and no other: no revenue, and no money is given back', () =>
  assert.deepEqual(
    reached((permission) => may('host', permission)),
    [...OF_ANYBODY, ...OF_DOOR_TOO, ...OF_HOST_TOO].toSorted(),
  ))

test('whoever is signed in changes a booking in their own name, whatever they say', async () => {
  const { slug, tables } = await addVipNight(house.db, { tables: [{}, {}] })
  const [a = '', b = ''] = tables
  const { id } = await bookTable(house, slug, a)
  const send = (headers: Record<string, string>) =>
    fetch(`${house.url}/api/staff/bookings/${id}/table`, {
      method: 'POST',
      headers: { cookie: cookies.host, 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ table: b, actor: 'Somebody Else' }),
    })
  assert.equal((await send({})).status, 403, 'a write that does not say where it comes from')
  assert.equal((await send({ origin: 'https://elsewhere.example' })).status, 403)
  assert.equal((await send({ 'sec-fetch-site': 'cross-site' })).status, 403)
  assert.deepEqual(await trailOf(house, id), [])
  assert.equal((await send({ origin: house.url })).status, 200)
  assert.deepEqual(await trailOf(house, id), [['booking.moved', 'Hana Host', a, b]])
  const { changes } = await staffDo(house, 'GET', `bookings/${id}`)
  assert.equal(changes[0]?.actor, 'Hana Host')
})
