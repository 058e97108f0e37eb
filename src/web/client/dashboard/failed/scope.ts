import { useCallback } from 'react'
import { useSearchParams } from 'wouter'

/** What the page shows, as it stands in its address, so that a reload keeps it. */
export interface Scope {
  /** Empty for all nights. */
  night: string
  /** A span such as `7d`, `sale` for all of a night's sale, or `own` for the days below. */
  range: string
  from: string
  to: string
  kind: '' | 'ga' | 'vip'
}

/** The address's scope, and how to change it. */
export function useScope(): [Scope, (changed: Partial<Scope>) => void] {
  const [params, setParams] = useSearchParams()
  const scope = readScope(params)
  const change = useCallback(
    (changed: Partial<Scope>) =>
      setParams((now) => writeScope({ ...readScope(now), ...changed }), { replace: true }),
    [setParams],
  )
  return [scope, change]
}

/** Reads an address; what it does not say is what the server takes it for. */
function readScope(params: URLSearchParams): Scope {
  const [from = '', to = ''] = ['from', 'to'].map((name) => params.get(name) ?? '')
  const night = params.get('night') ?? ''
  const kind = params.get('kind')
  const range = from || to ? 'own' : (params.get('range') ?? (night ? 'sale' : '7d'))
  return { night, range, from, to, kind: kind === 'ga' || kind === 'vip' ? kind : '' }
}

/** The query of the page's address and of the API; what goes without saying is left out. */
export function writeScope({ night, range, from, to, kind }: Scope): URLSearchParams {
  // A night's sale is of a night; without one it is the last days.
  const span = range === 'sale' || (range === '7d' && !night) ? '' : range
  const days = range === 'own' ? { from, to } : { range: span }
  const said = Object.entries({ night, ...days, kind }).filter(([, value]) => value !== '')
  return new URLSearchParams(said)
}

/** Can the server make anything of these days? Both are as an input of a date writes them. */
export function isScopeSound({ range, from, to }: Scope): boolean {
  if (range !== 'own') return true
  const [first_ms, last_ms] = [Date.parse(from), Date.parse(to)]
  return last_ms >= first_ms && last_ms - first_ms < 400 * 24 * 60 * 60 * 1000
}

/** The day that it is at the venue, so many days ago, as an input of a date writes it. */
export function dayAt(timeZone: string, daysAgo: number): string {
  const at = new Date(Date.now() - daysAgo * 24 * 60 * 60 * 1000)
  return new Intl.DateTimeFormat('en-CA', { timeZone }).format(at)
}
