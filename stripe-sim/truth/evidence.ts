import { routes } from '../api.ts'
import { findRoute, type Route } from '../wire/routes.ts'
import { differencesFrom, type Difference } from './declarations.ts'
import type { DeclaredName } from './declared.ts'
import type { Answer, Plain } from './recording.ts'
import { returns, returnsToBrowser } from './returns.ts'

/** The names of all endpoints, or of those for browsers, for instance `GET /v1/charges/:id`. */
export function endpointNames(caller: Answer['caller']): string[] {
  const theirs = routes.filter(({ publishable }) => caller === 'secret' || publishable)
  return theirs.map((route) => nameOf(route))
}

/** The endpoint that gave an answer; '' for a path that is none. */
export function endpointOf({ method, path }: Answer): string {
  const found = findRoute(routes, method, path)
  return found === null ? '' : nameOf(found.route)
}

/** How an answer differs from what it has to be, with the answer's name before each path. */
export function differencesOf(answer: Answer): Difference[] {
  const name = declarationOf(answer)
  const from = `${endpointOf(answer) || answer.path} ${answer.status}`
  if (name === undefined) return [{ path: from, problem: 'is not in truth/returns.ts' }]
  return differencesFrom(name, answer.body).map(({ path, problem }) => ({
    path: `${from}: ${path}`,
    problem,
  }))
}

/** Every object with a name in a JSON value, however deep, itself included. */
export function objectsIn(value: unknown): Plain[] {
  if (Array.isArray(value)) return value.flatMap((item) => objectsIn(item))
  if (typeof value !== 'object' || value === null) return []
  const inside = Object.values(value).flatMap((inner) => objectsIn(inner))
  return 'object' in value && typeof value.object === 'string' ? [{ ...value }, ...inside] : inside
}

/** Differences as lines, each once, without the numbers of list items. */
export function lines(differences: Difference[]): string {
  const texts = differences.map(({ path, problem }) => {
    return `${path.replaceAll(/\.\d+(?=\.|$)/g, '.*')} ${problem}`
  })
  return [...new Set(texts)].toSorted().join('\n')
}

// Undefined for an endpoint of which nobody has said it.
function declarationOf(answer: Answer): DeclaredName | undefined {
  const name = answer.status === 200 ? returns[endpointOf(answer)] : 'Error'
  if (name === undefined || answer.caller === 'secret') return name
  return returnsToBrowser[name] ?? name
}

function nameOf({ method, segments }: Route): string {
  return `${method} ${segments.join('/')}`
}
