import { useEffect, useRef, type KeyboardEvent } from 'react'
import type { Commands } from './use_commands.ts'
import type { Editor } from './use_editor.ts'

const ARROWS: Record<string, [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}
const TURN_STEP = 15

/** The keys that work on all of the page: undo, redo. */
export function useStepKeys(commands: Commands): void {
  const latest = useRef(commands)
  useEffect(() => {
    latest.current = commands
  })
  useEffect(() => {
    const press = (event: globalThis.KeyboardEvent) => stepKey(event, latest.current)
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [])
}

function stepKey(event: globalThis.KeyboardEvent, { undo, redo }: Commands): void {
  if (!event.ctrlKey && !event.metaKey) return
  const key = event.key.toLowerCase()
  const isRedo = key === 'y' || (key === 'z' && event.shiftKey)
  if (key !== 'z' && !isRedo) return
  event.preventDefault()
  if (isRedo) redo()
  else undo()
}

interface Wanted {
  editor: Editor
  commands: Commands
  grid: number
  /** Gives up what a hand or a tool is about to do. */
  onEscape: () => void
  /** Leads to the fields of what is chosen. */
  onEnter: () => void
}

/** The keys that work on what is chosen, while the focus is on the plan. */
export function thingKeys(event: KeyboardEvent, wanted: Wanted): void {
  const { editor, commands, grid, onEscape, onEnter } = wanted
  const arrow = ARROWS[event.key]
  const isPlain = !event.ctrlKey && !event.metaKey
  const done = () => event.preventDefault()
  if (arrow && isPlain && editor.chosen.length > 0) {
    const step = event.altKey ? 1 : grid || 1
    // A key that is held down is one step back.
    const tag = event.repeat ? 'held' : undefined
    const [dx, dy] = [arrow[0] * step, arrow[1] * step]
    if (event.shiftKey) commands.resize(dx, dy, tag)
    else commands.move(dx, dy, tag)
    return done()
  }
  if (event.key === 'Escape') return onEscape()
  if (event.key === 'Enter' && isPlain) {
    onEnter()
    return done()
  }
  if (event.key === 'Delete' || event.key === 'Backspace') {
    commands.remove()
    return done()
  }
  const letter = event.key.toLowerCase()
  if (letter === 'r' && isPlain) {
    commands.turn(event.shiftKey ? -TURN_STEP : TURN_STEP)
    return done()
  }
  if (letter === 'd' && !isPlain) {
    commands.duplicate()
    done()
  }
}
