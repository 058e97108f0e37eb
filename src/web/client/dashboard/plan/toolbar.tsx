import type { MouseEvent } from 'react'
import { useFrame } from '../app/frame.tsx'
import { Icon, type IconName } from './icons.tsx'
import type { Commands } from './use_commands.ts'
import type { Editor } from './use_editor.ts'
import type { Tool } from './gestures.ts'
import type { Seen } from './use_view.ts'

/** Which grids there are; 0 is none. */
const GRIDS = [5, 10, 25, 50, 0]
const ZOOM_STEP = 1.25

interface Tools {
  editor: Editor
  commands: Commands
  seen: Seen
  tool: Tool
  grid: number
  onTool: (tool: Tool) => void
  onGrid: (grid: number) => void
}

/** The tools, the steps, and how close one looks. */
export function Toolbar(tools: Tools) {
  const { words, formats } = useFrame()
  const { seen, grid, onGrid } = tools
  return (
    <fieldset className="plan-tools" aria-label={words.plan.tools}>
      <Drawing {...tools} />
      <Steps {...tools} />
      <div className="plan-tool-group">
        <ToolButton
          icon="zoomOut"
          name={words.plan.zoomOut}
          onClick={() => seen.zoomBy(1 / ZOOM_STEP)}
        />
        <span className="plan-zoom">{formats.share(Math.round(seen.zoom * 100) / 100)}</span>
        <ToolButton icon="zoomIn" name={words.plan.zoomIn} onClick={() => seen.zoomBy(ZOOM_STEP)} />
        <ToolButton icon="fit" name={words.plan.fit} onClick={seen.fit} />
      </div>
      <label className="plan-grid-choice">
        {words.plan.grid}
        <select value={grid} onChange={(event) => onGrid(Number(event.target.value))}>
          {GRIDS.map((step) => (
            <option key={step} value={step}>
              {step || words.plan.gridOff}
            </option>
          ))}
        </select>
      </label>
    </fieldset>
  )
}

/** What the next drag on the plan does. */
function Drawing({ commands, tool, onTool }: Tools) {
  const { words } = useFrame()
  /** Somebody without a mouse cannot draw: for them it is put down where there is room. */
  const pick = (wanted: 'zone' | 'table') => (event: MouseEvent) => {
    if (event.detail === 0) return commands.add(wanted)
    onTool(tool === wanted ? 'select' : wanted)
  }
  return (
    <div className="plan-tool-group">
      <ToolButton
        icon="select"
        name={words.plan.select}
        isOn={tool === 'select'}
        onClick={() => onTool('select')}
      />
      <ToolButton
        icon="zone"
        name={words.plan.addZone}
        isOn={tool === 'zone'}
        onClick={pick('zone')}
        isNamed
      />
      <ToolButton
        icon="table"
        name={words.plan.addTable}
        isOn={tool === 'table'}
        onClick={pick('table')}
        isNamed
      />
    </div>
  )
}

function Steps({ editor, commands }: Tools) {
  const { words } = useFrame()
  const { chosen, canUndo, canRedo } = editor
  const isNone = chosen.length === 0
  return (
    <div className="plan-tool-group">
      <ToolButton icon="undo" name={words.plan.undo} isOff={!canUndo} onClick={commands.undo} />
      <ToolButton icon="redo" name={words.plan.redo} isOff={!canRedo} onClick={commands.redo} />
      <ToolButton icon="copy" name={words.plan.copy} isOff={isNone} onClick={commands.duplicate} />
      <ToolButton icon="remove" name={words.plan.remove} isOff={isNone} onClick={commands.remove} />
    </div>
  )
}

/** A button of the editor's own: a drawing, with its name beside it or for whoever cannot see. */
export function ToolButton({
  icon,
  name,
  isOn,
  isOff = false,
  isNamed = false,
  onClick,
}: {
  icon: IconName
  name: string
  isOn?: boolean
  isOff?: boolean
  /** Its name is seen as well, and not only heard. */
  isNamed?: boolean
  onClick: (event: MouseEvent) => void
}) {
  return (
    <button
      className="plan-tool"
      aria-pressed={isOn}
      aria-disabled={isOff || undefined}
      title={isNamed ? undefined : name}
      onClick={(event) => {
        // It keeps the focus where its own press has left nothing to do.
        if (!isOff) onClick(event)
      }}
    >
      <Icon name={icon} />
      <span className={isNamed ? undefined : 'hidden'}>{name}</span>
    </button>
  )
}
