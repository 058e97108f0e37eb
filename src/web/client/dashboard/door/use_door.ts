import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import type { DoorNo, DoorUndoAnswer, DoorVerdict } from '../../../dashboard/api/door_answers.ts'
import { act, Refusal } from '../app/requests.ts'
import { newIdHere } from '../desk/new_id.ts'

/** Who is to go in, as the API takes it. */
export type HeadsWanted =
  | { code: string }
  | { pass_id: string }
  | { booking_id: string; heads: number }
  | { order_id: string; heads: number }

/** One request, which is sent with the same id until it is answered. */
export interface DoorRequest {
  id: string
  night: string
  heads: HeadsWanted
  is_meant: boolean
}

/** What the screen is full of. */
export type Shown =
  | { is: 'asking'; request: DoorRequest }
  | { is: 'away'; request: DoorRequest; tries: number }
  | { is: 'answered'; request: DoorRequest; verdict: DoorVerdict; answered_ms: number }
  | { is: 'refused'; request: DoorRequest; why: string }
  | { is: 'undone'; request: DoorRequest }

/** Whoever stands at the door waits for no longer; it is sent again, in ms. */
const ANSWER_MS_MAX = 4000
const AGAIN_MS = 2000
const KEPT = 'door-request'
const NOES_KEPT = 10

export interface Door {
  shown: Shown | null
  ask: (night: string, heads: HeadsWanted, isMeant?: boolean) => void
  dismiss: () => void
  undo: (entranceId: string) => Promise<void>
  /** The last noes of this page, newest first; what was let in the server knows. */
  noes: DoorNo[]
}

/**
 * Asks the server about one guest after the other. Without an answer the request is kept, even over
 * a reload, and sent again with the same id: so it lets in once, and nothing is green before the
 * server has said so.
 */
export function useDoor(onVerdict: (verdict: DoorVerdict) => void): Door {
  const queries = useQueryClient()
  const [shown, setShown] = useState<Shown | null>(null)
  const [noes, setNoes] = useState<DoorNo[]>([])
  const current = useRef<DoorRequest | null>(null)
  const sendNow = useRef<() => void>(() => undefined)

  const show = (next: Shown | null) => {
    if (next === null || next.is === 'refused' || next.is === 'answered') keep(null)
    setShown(next)
  }
  const send = async (request: DoorRequest, tries: number) => {
    const isCurrent = () => current.current?.id === request.id
    try {
      const asked = act<DoorVerdict>('POST', '/door/entrances', request)
      const verdict = await Promise.race([asked, tooLate()])
      if (!isCurrent()) return
      current.current = null
      show({ is: 'answered', request, verdict, answered_ms: performance.now() })
      if (verdict.verdict === 'no') setNoes((before) => [verdict, ...before].slice(0, NOES_KEPT))
      onVerdict(verdict)
      void queries.invalidateQueries()
    } catch (error) {
      if (!isCurrent()) return
      if (error instanceof Refusal && isFinal(error.status)) {
        current.current = null
        return show({ is: 'refused', request, why: error.message })
      }
      show({ is: 'away', request, tries: tries + 1 })
      const timer = setTimeout(() => sendNow.current(), AGAIN_MS)
      sendNow.current = () => {
        clearTimeout(timer)
        sendNow.current = () => undefined
        if (isCurrent()) void send(request, tries + 1)
      }
    }
  }
  const begin = (request: DoorRequest) => {
    current.current = request
    keep(request)
    show({ is: 'asking', request })
    void send(request, 0)
  }
  useEffect(() => {
    const left = kept()
    if (left) begin(left)
    const again = () => sendNow.current()
    window.addEventListener('online', again)
    return () => {
      current.current = null
      window.removeEventListener('online', again)
    }
    // Once: what was kept is taken up when the page opens.
  }, [])
  return {
    shown,
    noes,
    ask: (night, heads, is_meant = false) => {
      // One guest at a time: while one is not answered, nobody else is asked about.
      if (!current.current) begin({ id: newIdHere('ent'), night, heads, is_meant })
    },
    dismiss: () => {
      current.current = null
      show(null)
    },
    undo: async (entranceId) => {
      await act<DoorUndoAnswer>('POST', `/door/entrances/${entranceId}/undo`)
      setShown((now) =>
        now?.is === 'answered' && now.request.id === entranceId
          ? { is: 'undone', request: now.request }
          : now,
      )
      void queries.invalidateQueries()
    },
  }
}

/** A refusal that comes again however often it is asked; the others are a server that is away. */
const isFinal = (status: number) => status < 500 && status !== 408 && status !== 429

function tooLate(): Promise<never> {
  return new Promise((_resolve, reject) => {
    setTimeout(() => reject(new Error('No answer in time.')), ANSWER_MS_MAX)
  })
}

function keep(request: DoorRequest | null): void {
  if (request) sessionStorage.setItem(KEPT, JSON.stringify(request))
  else sessionStorage.removeItem(KEPT)
}

function kept(): DoorRequest | null {
  const text = sessionStorage.getItem(KEPT)
  return text ? (JSON.parse(text) as DoorRequest) : null
}
