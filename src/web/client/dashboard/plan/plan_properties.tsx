import { useId, useRef, useState } from 'react'
import type { PictureAnswer } from '../../../dashboard/api/plans_answers.ts'
import { planLimits } from '../../../plan/plan_limits.ts'
import { useFrame } from '../app/frame.tsx'
import { useSay } from '../app/toasts.tsx'
import type { Draft } from './draft.ts'
import { NumberField, TextField } from './fields.tsx'
import { sendPicture } from './send_picture.ts'
import type { Editor } from './use_editor.ts'
import type { Faults } from './use_faults.ts'

const { canvas, opacity, nameLengthMax } = planLimits
/** What a plan is drawn over should be seen, and not be louder than what is drawn. */
const OPACITY_FIRST = 45

/** What is said of the plan as a whole: its name, its size, and the picture beneath. */
export function PlanProperties({ editor, faults }: { editor: Editor; faults: Faults }) {
  const { words } = useFrame()
  const { draft, edit, settle } = editor
  const fault = faults.all.find(({ key }) => key === undefined)
  const set = (change: Partial<Draft>, tag: string) => edit((now) => ({ ...now, ...change }), tag)
  return (
    <>
      <TextField
        label={words.plan.fields.name}
        value={draft.name}
        lengthMax={nameLengthMax}
        fault={fault && words.plan.faults[fault.code]}
        onChange={(name) => set({ name }, 'plan name')}
        onLeave={settle}
      />
      <div className="plan-pair">
        <NumberField
          label={words.plan.planWidth}
          value={draft.width}
          limits={canvas}
          step={50}
          onChange={(width) => set({ width }, 'plan width')}
          onLeave={settle}
        />
        <NumberField
          label={words.plan.planHeight}
          value={draft.height}
          limits={canvas}
          step={50}
          onChange={(height) => set({ height }, 'plan height')}
          onLeave={settle}
        />
      </div>
      <PictureField editor={editor} />
    </>
  )
}

/** The picture to draw over: added, made stronger or weaker, and taken away; undo knows all. */
function PictureField({ editor }: { editor: Editor }) {
  const { words } = useFrame()
  const say = useSay()
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const [isBusy, setBusy] = useState(false)
  const { picture } = editor.draft
  const put = (next: Draft['picture']) => editor.edit((now) => ({ ...now, picture: next }))

  const add = async (file: File) => {
    setBusy(true)
    try {
      const added: PictureAnswer = await sendPicture(file, words.plan.pictureUnread)
      put({ id: added.id, opacity: picture?.opacity ?? OPACITY_FIRST })
      say.done(words.plan.pictureAdded)
    } catch (error) {
      say.failed(error)
    } finally {
      setBusy(false)
    }
  }
  return (
    <div className="plan-picture">
      <h3 id={id}>{words.plan.picture}</h3>
      <p className="dim">{words.plan.pictureNote}</p>
      {picture && <Opacity editor={editor} picture={picture} />}
      <div className="actions">
        <button
          className="button button-small button-quiet"
          disabled={isBusy}
          onClick={() => input.current?.click()}
        >
          {picture ? words.plan.pictureOther : words.plan.pictureAdd}
        </button>
        {picture && (
          <button className="button button-small button-danger" onClick={() => put(null)}>
            {words.plan.pictureRemove}
          </button>
        )}
      </div>
      <input
        ref={input}
        type="file"
        hidden
        aria-labelledby={id}
        accept="image/png,image/jpeg,image/webp"
        onChange={(event) => {
          const file = event.target.files?.[0]
          // The same file may be chosen again.
          event.target.value = ''
          if (file) void add(file)
        }}
      />
    </div>
  )
}

function Opacity({ editor, picture }: { editor: Editor; picture: NonNullable<Draft['picture']> }) {
  const { words } = useFrame()
  const id = useId()
  const set = (value: number) =>
    editor.edit((now) => ({ ...now, picture: { ...picture, opacity: value } }), 'opacity')
  return (
    <div className="field plan-field">
      <label htmlFor={id}>{words.plan.opacity}</label>
      <input
        id={id}
        type="range"
        min={opacity[0]}
        max={opacity[1]}
        value={picture.opacity}
        aria-valuetext={`${picture.opacity} %`}
        onChange={(event) => set(Number(event.target.value))}
        onBlur={editor.settle}
      />
    </div>
  )
}
