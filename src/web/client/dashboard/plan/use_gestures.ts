import { useEffect, useRef, useState, type PointerEvent } from 'react'
import type { Box } from '../../../plan/box.ts'
import { keysWithin } from './additions.ts'
import {
  begun,
  boxBetween,
  follow,
  pinch,
  tapped,
  type Gesture,
  type Point,
  type Tool,
} from './gestures.ts'
import type { Guide } from './snap.ts'
import type { Editor } from './use_editor.ts'
import type { Frame, Seen } from './use_view.ts'

/** A hand that trembles moves nothing, in pixels. */
const STILL = 4
/** From how far something is drawn into line, in pixels. */
const REACH = 7

interface Wanted {
  editor: Editor
  frame: Frame
  seen: Seen
  tool: Tool
  grid: number
  /** Something was drawn, or a place was tapped. */
  onDrawn: (box: Box) => void
}

/** Where the hands on the plan are, and what they are doing. */
interface Hands {
  gesture: Gesture | null
  pointers: Map<number, Point>
  start: Point
  hasMoved: boolean
}

/** What a mouse, a pen or fingers do on the plan; what is only shown comes with the guides. */
export function useGestures(wanted: Wanted) {
  const { editor, frame, seen, tool } = wanted
  const hands = useRef<Hands>({
    gesture: null,
    pointers: new Map(),
    start: { x: 0, y: 0 },
    hasMoved: false,
  })
  const [guides, setGuides] = useState<Guide[]>([])
  const [rubber, setRubber] = useState<Box | null>(null)
  useCtrlWheel(frame, seen)

  const show = (shownGuides: Guide[], shownRubber: Box | null) => {
    setGuides(shownGuides)
    setRubber(shownRubber)
  }
  const stop = () => {
    hands.current.gesture = null
    show([], null)
    editor.preview(null)
  }
  const onPointerDown = (event: PointerEvent<SVGSVGElement>) => {
    const now = hands.current
    now.pointers.set(event.pointerId, { x: event.clientX, y: event.clientY })
    if (now.pointers.size > 1) return stop()
    if (event.button > 1) return
    event.currentTarget.setPointerCapture(event.pointerId)
    now.start = { x: event.clientX, y: event.clientY }
    now.hasMoved = false
    now.gesture = begun(event, editor, tool, seen.toPlan(event))
  }
  const onPointerMove = (event: PointerEvent<SVGSVGElement>) => {
    moved(wanted, hands.current, event, show)
  }
  const onPointerUp = (event: PointerEvent<SVGSVGElement>) => {
    const { gesture, hasMoved } = hands.current
    hands.current.pointers.delete(event.pointerId)
    hands.current.gesture = null
    show([], null)
    if (gesture) ended(wanted, gesture, hasMoved, event)
  }
  const onPointerCancel = (event: PointerEvent<SVGSVGElement>) => {
    hands.current.pointers.delete(event.pointerId)
    stop()
  }
  /** Whether a hand is on the plan, so that focus that comes by it chooses nothing. */
  const isBusy = () => hands.current.gesture !== null
  return {
    guides,
    rubber,
    isBusy,
    stop,
    on: { onPointerDown, onPointerMove, onPointerUp, onPointerCancel },
  }
}

/** A pointer has moved: what is shown follows. */
function moved(
  { editor, seen, grid }: Wanted,
  now: Hands,
  event: PointerEvent<SVGSVGElement>,
  show: (guides: Guide[], rubber: Box | null) => void,
): void {
  const last = now.pointers.get(event.pointerId)
  if (!last) return
  const at = { x: event.clientX, y: event.clientY }
  if (now.pointers.size === 2) pinch(seen, now.pointers, event.pointerId, at)
  now.pointers.set(event.pointerId, at)
  const { gesture } = now
  if (!gesture || now.pointers.size > 1) return
  if (!now.hasMoved && Math.hypot(at.x - now.start.x, at.y - now.start.y) < STILL) return
  now.hasMoved = true
  if (gesture.kind === 'pan') return seen.pan(at.x - last.x, at.y - last.y)
  const point = seen.toPlan(event)
  if (gesture.kind === 'draw' || gesture.kind === 'choose')
    return show([], boxBetween(gesture.from, point))
  const shown = follow(editor, gesture, point, event.altKey ? 0 : grid, REACH / seen.zoom)
  show(shown.guides, null)
  editor.preview(shown.draft)
}

/** The hand lets go: what was shown is done. */
function ended(
  { editor, seen, grid, onDrawn }: Wanted,
  gesture: Gesture,
  hasMoved: boolean,
  event: PointerEvent<SVGSVGElement>,
): void {
  const point = seen.toPlan(event)
  if (gesture.kind === 'draw')
    return onDrawn(boxBetween(gesture.from, hasMoved ? point : gesture.from))
  if (gesture.kind === 'choose')
    return editor.choose(keysWithin(editor.present, boxBetween(gesture.from, point)))
  if (!hasMoved) return tapped(editor, gesture)
  if (gesture.kind === 'pan') return
  // Anew, since what was shown last may be a move behind.
  const { draft } = follow(editor, gesture, point, event.altKey ? 0 : grid, REACH / seen.zoom)
  editor.edit(() => draft)
}

/** Ctrl and the wheel zoom the plan and not the page; React's own listener could not stop that. */
function useCtrlWheel(frame: Frame, seen: Seen): void {
  const latest = useRef(seen)
  useEffect(() => {
    latest.current = seen
  })
  useEffect(() => {
    const svg = frame.current
    const turn = (event: WheelEvent) => {
      if (!event.ctrlKey && !event.metaKey) return
      event.preventDefault()
      latest.current.zoomBy(Math.exp(-event.deltaY / 300), event)
    }
    svg?.addEventListener('wheel', turn, { passive: false })
    return () => svg?.removeEventListener('wheel', turn)
  }, [frame])
}
