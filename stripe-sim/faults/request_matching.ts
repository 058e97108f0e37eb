import type { Ledger } from '../state/ledger.ts'
import { hasMetadata, namesObject } from './selection.ts'

/** Which requests a fault is meant for. */

/** A request as the faults see it. */
export type FaultSubject = {
  method: string
  path: string
  query: string
  body: string
  requestId: string
}

/** What a fault says about the requests it is meant for. */
export type FaultPattern = {
  path: string
  method: string
  object?: string | undefined
  metadata?: Record<string, string> | undefined
}

/** Whether a request has the method and path of a fault and is about its object and metadata. */
export function fits(fault: FaultPattern, request: FaultSubject, ledger: Ledger): boolean {
  if (fault.method !== '*' && fault.method !== request.method) return false
  if (!matchesPath(fault.path, request.path)) return false
  if (fault.object !== undefined && !isAbout(request, fault.object, ledger)) return false
  return fault.metadata === undefined || carries(request, fault.metadata, ledger)
}

/** Whether a path is meant by a pattern, in which `*` stands for any text, also none. */
function matchesPath(pattern: string, path: string): boolean {
  const [start = '', ...rest] = pattern.split('*')
  const end = rest.pop()
  if (end === undefined) return pattern === path
  if (!path.startsWith(start)) return false
  let from = start.length
  for (const part of rest) {
    const found = path.indexOf(part, from)
    if (found < 0) return false
    from = found + part.length
  }
  return path.length - end.length >= from && path.endsWith(end)
}

// The path, the form or the query names it, or an object that the path names does.
function isAbout(request: FaultSubject, id: string, ledger: Ledger): boolean {
  if (request.path.split('/').includes(id)) return true
  if ([...fieldsOf(request).values()].includes(id)) return true
  return objectsIn(request, ledger).some((object) => namesObject(object, id))
}

// The metadata that the request sends, or that an object has which the path names.
function carries(request: FaultSubject, wanted: Record<string, string>, ledger: Ledger): boolean {
  const fields = fieldsOf(request)
  const sent = Object.keys(wanted).map((key) => [key, fields.get(`metadata[${key}]`)])
  if (hasMetadata(Object.fromEntries(sent), wanted)) return true
  return objectsIn(request, ledger).some(({ metadata }) => hasMetadata(metadata, wanted))
}

function fieldsOf({ body, query }: FaultSubject): URLSearchParams {
  return new URLSearchParams(`${body}&${query}`)
}

type Found = object & { metadata?: unknown }

function objectsIn({ path }: FaultSubject, ledger: Ledger): Found[] {
  const { paymentIntents, charges, refunds, disputes, customers, paymentMethods } = ledger
  const kinds: { get(id: string): Found | undefined }[] = [
    paymentIntents,
    charges,
    refunds,
    disputes,
    customers,
    paymentMethods,
  ]
  const ids = path.split('/').filter((part) => part.includes('_'))
  return ids.flatMap((id) => kinds.flatMap((kind) => kind.get(id) ?? []))
}
