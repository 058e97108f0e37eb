import { useEffect, useId, type FocusEvent, type KeyboardEvent } from 'react'
import type { Box } from '../../../plan/box.ts'
import { useFrame } from '../app/frame.tsx'
import { isTable, thingOf, type Draft, type DraftTable, type DraftZone } from './draft.ts'
import { Handles } from './handles.tsx'
import { Ground, Guides } from './ground.tsx'
import { TableShape, ZoneShape } from './shapes.tsx'
import type { Faults } from './use_faults.ts'
import type { Commands } from './use_commands.ts'
import type { Editor } from './use_editor.ts'
import type { Tool } from './gestures.ts'
import { useGestures } from './use_gestures.ts'
import { thingKeys } from './use_keys.ts'
import type { Frame, Seen } from './use_view.ts'

interface Board {
  editor: Editor
  frame: Frame
  seen: Seen
  commands: Commands
  faults: Faults
  tool: Tool
  grid: number
  /** The thing that the keyboard is to go to, and how often that was asked for. */
  focused: { key: string; times: number }
  onTool: (tool: Tool) => void
  onEnter: () => void
}

/** The plan itself: things to be dragged, and to be gone through by keyboard. */
export function Canvas(board: Board) {
  const { editor, frame, seen, commands, faults, tool, grid, focused, onTool, onEnter } = board
  const { words } = useFrame()
  const helpId = useId()
  const { draft, chosen } = editor
  const onDrawn = (box: Box) => {
    if (tool !== 'select') commands.add(tool, box)
    onTool('select')
  }
  const hand = useGestures({ editor, frame, seen, tool, grid, onDrawn })
  useFocus(frame, focused)
  const only = chosen.length === 1 ? thingOf(draft, chosen[0] ?? '') : undefined
  const onFocus = (event: FocusEvent<SVGGElement>) => {
    const key = event.currentTarget.getAttribute('data-key')
    if (key && !hand.isBusy() && !chosen.includes(key)) editor.choose([key])
  }
  const onEscape = () => {
    hand.stop()
    onTool('select')
    if (tool === 'select') editor.choose([])
  }
  const onKeyDown = (event: KeyboardEvent) =>
    thingKeys(event, { editor, commands, grid, onEscape, onEnter })
  return (
    <div className="plan plan-board">
      <svg
        ref={frame}
        className={`plan-canvas plan-canvas-${tool}`}
        viewBox={seen.viewBox}
        role="application"
        aria-label={words.plan.canvas(draft.name || words.plan.noName)}
        aria-describedby={helpId}
        tabIndex={-1}
        {...{ ...hand.on, onKeyDown }}
      >
        <Ground draft={draft} grid={grid} zoom={seen.zoom} />
        {draft.zones.map((zone) => (
          <Things key={zone.key} draft={draft} zone={zone} {...{ chosen, faults, onFocus }} />
        ))}
        <Guides guides={hand.guides} rubber={hand.rubber} zoom={seen.zoom} />
        {only && tool === 'select' && <Handles thing={only} zoom={seen.zoom} />}
      </svg>
      <p className="hidden" id={helpId}>
        {words.plan.help}
      </p>
    </div>
  )
}

/** Takes the keyboard to a thing, or to the plan where there is none, each time it is asked for. */
function useFocus(frame: Frame, { key, times }: Board['focused']): void {
  useEffect(() => {
    if (times === 0) return
    const thing = frame.current?.querySelector<SVGGElement>(`[data-key="${key}"]`)
    const goal = thing ?? frame.current
    goal?.focus({ preventScroll: true })
  }, [frame, key, times])
}

interface Shared {
  chosen: string[]
  faults: Faults
  onFocus: (event: FocusEvent<SVGGElement>) => void
}

/** A zone and its tables, in the order in which the keyboard goes. */
function Things({ draft, zone, ...shared }: { draft: Draft; zone: DraftZone } & Shared) {
  const { words } = useFrame()
  const inside = draft.tables.filter((table) => table.zone === zone.key)
  const name = zone.name || words.plan.noName
  return (
    <>
      <Thing thing={zone} label={words.plan.zoneThing(name, inside.length)} {...shared} />
      {inside.map((table) => (
        <Thing
          key={table.key}
          thing={table}
          label={words.plan.tableThing(
            table.name || words.plan.noName,
            words.plan.kinds[table.kind],
            table.capacity,
            name,
          )}
          {...shared}
        />
      ))}
    </>
  )
}

function Thing({
  thing,
  label,
  chosen,
  faults,
  onFocus,
}: { thing: DraftZone | DraftTable; label: string } & Shared) {
  const { words } = useFrame()
  const { key } = thing
  const wrong = faults.of(key).map((code) => words.plan.faults[code])
  const isChosen = chosen.includes(key)
  // A drawing has no buttons of its own.
  const pressable = {
    role: 'button',
    tabIndex: 0,
    'aria-pressed': isChosen,
    'aria-label': [label, ...wrong].join('. '),
  }
  return (
    <g
      className={`drawn${isChosen ? ' drawn-chosen' : ''}${wrong.length > 0 ? ' drawn-wrong' : ''}`}
      data-key={key}
      onFocus={onFocus}
      {...pressable}
    >
      {isTable(thing) ? <TableShape table={thing} /> : <ZoneShape zone={thing} />}
    </g>
  )
}
