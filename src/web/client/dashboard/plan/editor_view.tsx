import { useRef, useState } from 'react'
import type { PlanAnswer } from '../../../dashboard/api/plans_answers.ts'
import { useFrame } from '../app/frame.tsx'
import { Canvas } from './canvas.tsx'
import { draftOf } from './draft.ts'
import { FaultList } from './fault_list.tsx'
import { Notices } from './notices.tsx'
import { PlanNights } from './plan_nights.tsx'
import { Properties } from './properties.tsx'
import { SaveBar } from './save_bar.tsx'
import { Toolbar } from './toolbar.tsx'
import { useCommands } from './use_commands.ts'
import { useEditor } from './use_editor.ts'
import { useFaults } from './use_faults.ts'
import type { Tool } from './gestures.ts'
import { useStepKeys } from './use_keys.ts'
import { useSave } from './use_save.ts'
import { useView } from './use_view.ts'

const GRID_FIRST = 10

/** Where a plan is drawn: tools, the plan, what can be typed, and how it is saved. */
export function EditorView({
  plan,
  onGoOn,
}: {
  plan: PlanAnswer
  /** Another version is what is drawn on from now on. */
  onGoOn: (id: string) => void
}) {
  const { words } = useFrame()
  const [first] = useState(() => draftOf(plan.drawing))
  const editor = useEditor(first)
  const frame = useRef<SVGSVGElement>(null)
  const seen = useView(frame, editor.present)
  const faults = useFaults(editor.draft)
  const save = useSave(plan, editor, onGoOn)
  const [tool, setTool] = useState<Tool>('select')
  const [grid, setGrid] = useState(GRID_FIRST)
  const [focused, setFocused] = useState({ key: '', times: 0 })
  const focusOn = (key: string) => setFocused(({ times }) => ({ key, times: times + 1 }))
  const commands = useCommands(editor, focusOn)
  useStepKeys(commands)
  const choose = (key: string) => {
    editor.choose([key])
    focusOn(key)
  }
  return (
    <div className="plan-editor">
      <Notices plan={plan} editor={editor} save={save} />
      <SaveBar plan={plan} save={save} isWell={faults.all.length === 0} />
      <Toolbar {...{ editor, commands, seen, tool, grid }} onTool={setTool} onGrid={setGrid} />
      <div className="plan-work">
        <div className="plan-left">
          {tool !== 'select' && (
            <p className="plan-hint">
              {tool === 'zone' ? words.plan.drawZone : words.plan.drawTable}
            </p>
          )}
          <Canvas
            {...{ editor, frame, seen, commands, faults, tool, grid, focused }}
            onTool={setTool}
            onEnter={() => document.querySelector<HTMLElement>('#properties input')?.focus()}
          />
          <output className="hidden">{editor.said}</output>
          <details className="plan-help">
            <summary>{words.plan.helpTitle}</summary>
            <p className="dim">{words.plan.help}</p>
            <p className="dim">{words.plan.helpTouch}</p>
          </details>
        </div>
        <div className="plan-side">
          <FaultList draft={editor.draft} faults={faults} onChoose={choose} />
          <Properties editor={editor} commands={commands} faults={faults} />
        </div>
        <PlanNights plan={plan} />
      </div>
    </div>
  )
}
