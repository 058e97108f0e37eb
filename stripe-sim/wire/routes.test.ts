import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { routes as allRoutes } from '../api.ts'
import { findRoute, route, type Route } from './routes.ts'

const nothing = () => ({})
const routes = [
  route('GET', '/v1/charges/:id', {}, nothing),
  route('GET', '/v1/charges', {}, nothing),
  route('GET', '/v1/charges/search', {}, nothing),
  route('POST', '/v1/charges/:id', {}, nothing),
  route('POST', '/v1/charges/:id/capture', {}, nothing),
  route('GET', '/v1/charges/:id/refunds', {}, nothing),
  route('GET', '/v1/charges/:id/refunds/:refund', {}, nothing),
]

const found: [string, string, string | null, string?, string?][] = [
  ['GET', '/v1/charges', '/v1/charges'],
  ['GET', '/v1/charges/search', '/v1/charges/search'],
  ['POST', '/v1/charges/search', null],
  ['GET', '/v1/charges/ch_1', '/v1/charges/:id', 'ch_1'],
  ['POST', '/v1/charges/ch_1/capture', '/v1/charges/:id/capture', 'ch_1'],
  ['GET', '/v1/charges/ch_1/refunds/re_1', '/v1/charges/:id/refunds/:refund', 'ch_1', 're_1'],
  ['GET', '/v1/charges/ch%5f1', '/v1/charges/:id', 'ch_1'],
  ['GET', '/v1/charges/%zz', '/v1/charges/:id', '%zz'],
  ['GET', '/v1/charges/', null],
  ['GET', '/v1/charges//refunds', null],
  ['GET', '/v1/charges/ch_1/capture', null],
  ['DELETE', '/v1/charges', null],
  ['GET', '/v1', null],
  ['GET', '', null],
]
for (const [method, path, expected, id = '', innerId = ''] of found) {
  test(`${method} ${path || 'nothing'} is ${expected ?? 'no endpoint'}`, () => {
    const one = findRoute(routes, method, path)
    const seen = one && [one.route.segments.join('/'), one.id, one.innerId]
    assert.deepEqual(seen, expected && [expected, id, innerId])
  })
}

test('the tree finds for every path what a search through all routes finds', () => {
  const part = fc.constantFrom('v1', 'charges', 'refunds', 'customers', 'search', 'x', 'capture')
  const method = fc.constantFrom('GET', 'POST', 'DELETE')
  const run = (asked: string, parts: string[]): void => {
    const path = `/${parts.join('/')}`
    const one = findRoute(allRoutes, asked, path)?.route
    assert.equal(one, scanned(allRoutes, asked, path))
  }
  const paths = fc.array(part, { maxLength: 5 }).map((parts) => ['v1', ...parts])
  fc.assert(fc.property(method, paths, run), { numRuns: 2_000 })
})

// A path of names alone goes before one with an id in it, at the first place where they differ.
function scanned(all: Route[], method: string, path: string): Route | undefined {
  const parts = path.split('/')
  const fits = (segments: string[]): boolean =>
    segments.length === parts.length &&
    segments.every((segment, at) => segment.startsWith(':') || segment === parts[at])
  const shape = ({ segments }: Route): string =>
    segments.map((segment) => (segment.startsWith(':') ? '1' : '0')).join('')
  const isTaken = (segments: string[]): boolean =>
    all.some((other) =>
      segments.some(
        (segment, at) =>
          segment.startsWith(':') &&
          other.segments[at] === parts[at] &&
          other.segments.slice(0, at).every((one, index) => one === segments[index]),
      ),
    )
  return all
    .filter((one) => one.method === method && fits(one.segments) && !isTaken(one.segments))
    .toSorted((a, b) => shape(a).localeCompare(shape(b)))[0]
}

test('no two endpoints have the same method and path', () => {
  const names = allRoutes.map(({ method, segments }) => {
    const path = segments.map((segment) => (segment.startsWith(':') ? ':' : segment)).join('/')
    return `${method} ${path}`
  })
  assert.equal(new Set(names).size, names.length)
})
