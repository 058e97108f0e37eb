import type { Caller } from './keys.ts'
import type { ParameterSchema, ParametersOf } from './parameters.ts'
import type { Cause, Simulator } from '../simulator.ts'

/** A request to the API after keys and parameters were checked. */
export type ApiRequest<Schema extends ParameterSchema> = {
  simulator: Simulator
  caller: Caller
  cause: Cause
  parameters: ParametersOf<Schema>
  /** The `:id` of the path, or an empty text. */
  id: string
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

/** The route of a method and path with the `:id` found in it. */
export function findRoute(
  routes: Route[],
  method: string,
  path: string,
): { route: Route; id: string } | null {
  const parts = path.split('/')
  for (const candidate of routes) {
    if (candidate.method !== method || candidate.segments.length !== parts.length) continue
    const fits = candidate.segments.every((part, index) => part === ':id' || part === parts[index])
    if (!fits) continue
    const id = parts[candidate.segments.indexOf(':id')] ?? ''
    return { route: candidate, id }
  }
  return null
}
