import { useEffect, useRef, useState, type PointerEvent as ReactPointerEvent } from 'react'
import type { BoardParty } from '../../../dashboard/api/board_answers.ts'

/** So far a finger trembles without meaning to drag, in px. */
const SLACK_PX = 8
/** How long what was refused takes to go back, in ms; as the style sheet has it. */
const BACK_MS = 220

interface Point {
  x: number
  y: number
}

/** A party under way to a table. */
export interface Drag {
  party: BoardParty
  at: Point
  /** Above what: a table's id, the strip's, or nothing. */
  over: string | null
  /** On its way, waiting for the server, or going back to where it came from. */
  phase: 'moving' | 'asking' | 'back'
}

/** What a pointer can be above: an element says so by `data-drop`. */
const dropAt = ({ x, y }: Point) =>
  document.elementFromPoint(x, y)?.closest('[data-drop]')?.getAttribute('data-drop') ?? null

/**
 * Dragging by mouse, pen or finger. `onDrop` says whether the party stays where it was let go; if
 * not, it springs back. Escape, or whatever takes the pointer away, ends it with nothing done.
 */
export function useDrag(onDrop: (party: BoardParty, target: string) => Promise<boolean>) {
  const [drag, setDrag] = useState<Drag | null>(null)
  const stop = useRef<() => void>(() => {})
  useEffect(() => () => stop.current(), [])
  useEffect(() => {
    // Not every browser heeds touch-action within a drawing: what is dragged scrolls nothing.
    const hold = (event: TouchEvent) => {
      if (event.target instanceof Element && event.target.closest('.board-grip'))
        event.preventDefault()
    }
    document.addEventListener('touchmove', hold, { passive: false })
    return () => document.removeEventListener('touchmove', hold)
  }, [])

  const grip = (party: BoardParty) => (event: ReactPointerEvent) => {
    if (event.button !== 0 || !event.isPrimary) return
    stop.current()
    const from = pointOf(event)
    let isMoving = false

    const goBack = () => {
      setDrag({ party, at: from, over: null, phase: 'back' })
      setTimeout(() => setDrag((now) => (now?.phase === 'back' ? null : now)), BACK_MS)
    }
    const letGo = async (at: Point) => {
      const over = dropAt(at)
      if (over === null) return goBack()
      setDrag({ party, at, over, phase: 'asking' })
      if (await onDrop(party, over)) setDrag(null)
      else goBack()
    }
    stop.current = follow({
      move: (at) => {
        isMoving ||= Math.hypot(at.x - from.x, at.y - from.y) > SLACK_PX
        if (isMoving) setDrag({ party, at, over: dropAt(at), phase: 'moving' })
        return isMoving
      },
      up: (at) => {
        stop.current()
        if (!isMoving) return
        swallowClick()
        void letGo(at)
      },
      cancel: () => {
        stop.current()
        if (isMoving) goBack()
      },
    })
  }
  return { drag, grip }
}

/** So near to an edge what lies behind it comes into view, so many px at a time. */
const [EDGE_PX, STEP_PX] = [56, 10]

function step(at: number, end: number): number {
  if (at < EDGE_PX) return -STEP_PX
  return at > end - EDGE_PX ? STEP_PX : 0
}

/** Scrolls the page, and the plan within it, while something is held at an edge. */
function scrollAt({ x, y }: Point): void {
  window.scrollBy(0, step(y, window.innerHeight))
  document.querySelector('.board-window')?.scrollBy(step(x, window.innerWidth), 0)
}

const pointOf = ({ clientX: x, clientY: y }: { clientX: number; clientY: number }) => ({ x, y })

/** Follows the pointer wherever it goes, until the function that is returned is called. */
function follow(on: { move: (at: Point) => boolean; up: (at: Point) => void; cancel: () => void }) {
  const listeners = new AbortController()
  const { signal } = listeners
  let last: Point | null = null
  const timer = setInterval(() => last && scrollAt(last), 16)
  signal.addEventListener('abort', () => clearInterval(timer))
  const move = (event: PointerEvent) => {
    const at = pointOf(event)
    if (on.move(at)) last = at
  }
  window.addEventListener('pointermove', move, { signal })
  window.addEventListener('pointerup', (event) => on.up(pointOf(event)), { signal })
  window.addEventListener('pointercancel', () => on.cancel(), { signal })
  window.addEventListener('keydown', ({ key }) => key === 'Escape' && on.cancel(), { signal })
  return () => listeners.abort()
}

function swallow(event: Event): void {
  event.stopPropagation()
  event.preventDefault()
}

/** Letting go is no click on what was dragged. */
function swallowClick(): void {
  window.addEventListener('click', swallow, { capture: true, once: true })
  setTimeout(() => window.removeEventListener('click', swallow, { capture: true }), 0)
}
