import type { PointerEvent } from 'react'
import type { Box } from '../../../plan/box.ts'
import { around, boxOf, isTable, thingOf, type Draft } from './draft.ts'
import { boxOfKeys, moveThings, rotateTo } from './edits.ts'
import { angleAt, handles, resizeThing, type Handle } from './resize.ts'
import { snapMove, type Guide } from './snap.ts'
import type { Editor } from './use_editor.ts'
import type { Seen } from './use_view.ts'

export interface Point {
  x: number
  y: number
}

export type Tool = 'select' | 'zone' | 'table'

/** What a hand is doing on the plan. */
export type Gesture =
  | { kind: 'move'; from: Point; key: string; wasChosen: boolean }
  | { kind: 'resize'; from: Point; key: string; handle: Handle }
  | { kind: 'turn'; key: string }
  | { kind: 'draw'; from: Point }
  | { kind: 'choose'; from: Point }
  | { kind: 'pan' }

const TURN_STEP = 15

/** What a press begins, by what it is on. */
export function begun(
  event: PointerEvent<SVGSVGElement>,
  editor: Editor,
  tool: Tool,
  from: Point,
): Gesture {
  if (event.button === 1) return { kind: 'pan' }
  if (tool !== 'select') return { kind: 'draw', from }
  const on = event.target instanceof Element ? event.target : null
  const [one] = editor.chosen
  const handle = handles[Number(on?.closest('[data-handle]')?.getAttribute('data-handle') ?? -1)]
  if (handle && one) return { kind: 'resize', from, key: one, handle }
  if (on?.closest('[data-turn]') && one) return { kind: 'turn', key: one }
  const key = on?.closest('[data-key]')?.getAttribute('data-key')
  if (!key) return event.shiftKey ? { kind: 'choose', from } : { kind: 'pan' }
  const wasChosen = editor.chosen.includes(key)
  const others = editor.chosen.filter((other) => other !== key)
  if (event.shiftKey) editor.choose(wasChosen ? others : [...others, key])
  else if (!wasChosen) editor.choose([key])
  return { kind: 'move', from, key, wasChosen: wasChosen && !event.shiftKey }
}

/** A press without a move: on one of several it chooses that one, on the floor none. */
export function tapped(editor: Editor, gesture: Gesture): void {
  if (gesture.kind === 'move' && gesture.wasChosen) editor.choose([gesture.key])
  if (gesture.kind === 'pan') editor.choose([])
}

/** The draft as it is when the hand lets go here. */
export function follow(
  editor: Editor,
  gesture: Exclude<Gesture, { kind: 'draw' | 'choose' | 'pan' }>,
  point: Point,
  grid: number,
  reach: number,
): { draft: Draft; guides: Guide[] } {
  const { present, chosen } = editor
  if (gesture.kind === 'turn') {
    const thing = thingOf(present, gesture.key)
    if (!thing) return { draft: present, guides: [] }
    const degrees = angleAt(thing, point, grid === 0 ? 1 : TURN_STEP)
    return { draft: rotateTo(present, gesture.key, degrees), guides: [] }
  }
  const by = { dx: point.x - gesture.from.x, dy: point.y - gesture.from.y }
  if (gesture.kind === 'resize')
    return {
      draft: resizeThing(present, gesture.key, gesture.handle, by, grid),
      guides: [],
    }
  const keys = chosen.includes(gesture.key) ? chosen : [gesture.key]
  const box = boxOfKeys(present, keys)
  if (!box) return { draft: present, guides: [] }
  const others = [...present.zones, ...present.tables]
    .filter((thing) => !keys.includes(thing.key) && !(isTable(thing) && keys.includes(thing.zone)))
    .map(boxOf)
  const canvas = { x: 0, y: 0, width: present.width, height: present.height }
  const { dx, dy, guides } = snapMove(box, by, [...others, canvas], {
    grid,
    reach: grid === 0 ? 0 : reach,
  })
  return { draft: moveThings(present, keys, dx, dy), guides }
}

/** Two fingers: what is between them grows and goes with them. */
export function pinch(seen: Seen, pointers: Map<number, Point>, moved: number, at: Point): void {
  const other = [...pointers].find(([id]) => id !== moved)?.[1]
  const last = pointers.get(moved)
  if (!other || !last) return
  const before = Math.hypot(last.x - other.x, last.y - other.y)
  const after = Math.hypot(at.x - other.x, at.y - other.y)
  if (before > 0 && after > 0) seen.zoomBy(after / before, { clientX: other.x, clientY: other.y })
}

/** The rectangle that has these two for its corners. */
export function boxBetween(a: Point, b: Point): Box {
  return around([
    { ...a, width: 0, height: 0 },
    { ...b, width: 0, height: 0 },
  ])
}
