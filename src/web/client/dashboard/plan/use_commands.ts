import type { Box } from '../../../plan/box.ts'
import { useFrame } from '../app/frame.tsx'
import { alignTables, spreadTables, type Align, type Spread } from './align.ts'
import { addTable, addZone, duplicateThings, type Added } from './additions.ts'
import { isTable, thingOf, type Draft } from './draft.ts'
import { moveThings, removeThings, rotateTo } from './edits.ts'
import { resizeThing } from './resize.ts'
import type { Editor } from './use_editor.ts'

/** What can be done with the plan by a button or a key; each says what became of it. */
export interface Commands {
  undo: () => void
  redo: () => void
  /** Puts down a zone or a table: where it was drawn, or where there is room. */
  add: (what: 'zone' | 'table', drawn?: Box) => void
  duplicate: () => void
  remove: () => void
  move: (dx: number, dy: number, tag?: string) => void
  resize: (dx: number, dy: number, tag?: string) => void
  turn: (degrees: number) => void
  /** Puts the chosen tables in one line, or makes the gaps between them equal. */
  align: (how: Align) => void
  spread: (way: Spread) => void
}

/** The commands on an editor; `focusOn` takes the keyboard to what they have made. */
export function useCommands(editor: Editor, focusOn: (key: string) => void): Commands {
  const { words } = useFrame()
  const { said, zoneName: zone, tableName: table } = words.plan
  const { present, chosen, edit, choose, say } = editor
  const nameOf = (key: string | undefined, of = present) =>
    (key && thingOf(of, key)?.name) || words.plan.noName
  const name = chosen.length === 1 ? nameOf(chosen[0]) : said.chosen(chosen.length)

  const put = ({ draft, keys }: Added) => {
    edit(() => draft)
    choose(keys)
    if (keys[0]) focusOn(keys[0])
    say(said.added(keys.map((key) => nameOf(key, draft)).join(', ')))
  }
  return {
    ...withoutName(editor, words.plan),
    add: (what, drawn) => {
      const [only = ''] = chosen
      const at = thingOf(present, only)
      const inside = at && isTable(at) ? at.zone : at?.key
      if (what === 'zone') put(addZone(present, { zone, table }, drawn))
      else put(addTable(present, { zone, table }, { drawn, zone: inside }))
    },
    duplicate: () => {
      if (chosen.length > 0) put(duplicateThings(present, chosen, { zone, table }))
    },
    remove: () => {
      if (chosen.length === 0) return
      edit((draft) => removeThings(draft, chosen))
      choose([])
      focusOn('')
      say(said.removed(chosen.length))
    },
    move: (dx, dy, tag) => {
      const next = moveThings(present, chosen, dx, dy)
      edit(() => next, tag)
      const thing = thingOf(next, chosen[0] ?? '')
      if (thing) say(said.moved(name, thing.x, thing.y))
    },
    resize: (dx, dy, tag) => {
      const [key = ''] = chosen
      const next = pullEnd(present, key, dx, dy)
      edit(() => next, tag)
      const thing = thingOf(next, key)
      if (thing) say(said.resized(name, thing.width, thing.height))
    },
    turn: (degrees) => {
      const turned = turnedBy(present, chosen, degrees)
      if (!turned) return
      edit(() => turned.draft)
      say(said.turned(name, turned.rotation))
    },
  }
}

/** Those that say no thing's name. */
function withoutName(
  { chosen, edit, say, undo, redo }: Editor,
  { said, aligned, spreadOut }: ReturnType<typeof useFrame>['words']['plan'],
): Pick<Commands, 'undo' | 'redo' | 'align' | 'spread'> {
  return {
    undo: () => {
      undo()
      say(said.undone)
    },
    redo: () => {
      redo()
      say(said.redone)
    },
    align: (how) => {
      edit((draft) => alignTables(draft, chosen, how))
      say(aligned)
    },
    spread: (way) => {
      edit((draft) => spreadTables(draft, chosen, way))
      say(spreadOut)
    },
  }
}

/** The one table that is chosen, turned on; undefined where there is none. */
function turnedBy(draft: Draft, chosen: string[], degrees: number) {
  const [key = ''] = chosen
  const thing = thingOf(draft, key)
  if (chosen.length !== 1 || !thing || !isTable(thing)) return undefined
  const next = rotateTo(draft, key, thing.rotation + degrees)
  const rotation = next.tables.find((one) => one.key === key)?.rotation ?? 0
  return { draft: next, rotation }
}

/** Makes a thing wider or higher by its own right and lower side, however it is turned. */
function pullEnd(draft: Draft, key: string, dx: number, dy: number) {
  const thing = thingOf(draft, key)
  if (!thing) return draft
  const turn = isTable(thing) ? (thing.rotation * Math.PI) / 180 : 0
  const by = {
    dx: dx * Math.cos(turn) - dy * Math.sin(turn),
    dy: dx * Math.sin(turn) + dy * Math.cos(turn),
  }
  return resizeThing(draft, key, { h: dx === 0 ? 0 : 1, v: dy === 0 ? 0 : 1 }, by, 0)
}
