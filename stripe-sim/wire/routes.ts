import type { Caller } from './keys.ts'
import type { ParameterSchema, ParametersOf } from './parameters.ts'
import type { Cause, Simulator } from '../state/simulator.ts'

/** A request to the API after keys and parameters were checked. */
export type ApiRequest<Schema extends ParameterSchema> = {
  simulator: Simulator
  caller: Caller
  cause: Cause
  parameters: ParametersOf<Schema>
  /** The `:id` of the path, or an empty text. */
  id: string
  /** The second `:…` of a path such as `/v1/customers/:id/payment_methods/:payment_method`. */
  innerId?: string
}

export type Route = {
  method: string
  segments: string[]
  schema: ParameterSchema
  /** Whether a browser with a publishable key may call it. */
  publishable: boolean
  answer(request: ApiRequest<ParameterSchema>): object
}

/** One endpoint of the API. `answer` works synchronously: what it changes, it changes at once. */
export function route<const Schema extends ParameterSchema>(
  method: 'GET' | 'POST' | 'DELETE',
  path: string,
  schema: Schema,
  answer: (request: ApiRequest<Schema>) => object,
  options: { publishable?: boolean } = {},
): Route {
  return {
    method,
    segments: path.split('/'),
    schema,
    publishable: options.publishable ?? false,
    answer,
  }
}

export type FoundRoute = { route: Route; id: string; innerId: string }

/**
 * The route of a method and path, with the ids found in it; null for a path that is none. The
 * time it takes does not grow with the number of routes. A name goes before an id, so that
 * `/v1/charges/search` is not the charge called "search".
 */
export function findRoute(routes: Route[], method: string, path: string): FoundRoute | null {
  const ids: string[] = []
  let at: Branch | undefined = treeOf(routes)
  for (const segment of path.split('/')) {
    const named: Branch | undefined = at.names.get(segment)
    const next: Branch | undefined = named ?? (segment === '' ? undefined : at.anything)
    if (next === undefined) return null
    if (named === undefined) ids.push(decoded(segment))
    at = next
  }
  const found = at.byMethod.get(method)
  return found === undefined ? null : { route: found, id: ids[0] ?? '', innerId: ids[1] ?? '' }
}

type Branch = {
  names: Map<string, Branch>
  anything: Branch | undefined
  byMethod: Map<string, Route>
}

const trees = new WeakMap<Route[], Branch>()

function treeOf(routes: Route[]): Branch {
  const known = trees.get(routes)
  if (known !== undefined) return known
  const tree = newBranch()
  for (const candidate of routes) plant(tree, candidate)
  trees.set(routes, tree)
  return tree
}

function plant(tree: Branch, planted: Route): void {
  let at = tree
  for (const segment of planted.segments) {
    const isId = segment.startsWith(':')
    const next = (isId ? at.anything : at.names.get(segment)) ?? newBranch()
    if (isId) at.anything = next
    else at.names.set(segment, next)
    at = next
  }
  at.byMethod.set(planted.method, planted)
}

function newBranch(): Branch {
  return { names: new Map(), anything: undefined, byMethod: new Map() }
}

// An id that is not rightly encoded names nothing, and is looked up as it came.
function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment
  }
}
