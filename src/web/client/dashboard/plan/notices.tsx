import type { PlanAnswer } from '../../../dashboard/api/plans_answers.ts'
import { useFrame } from '../app/frame.tsx'
import type { Editor } from './use_editor.ts'
import type { Save } from './use_save.ts'

/** What whoever draws has to know first: unsaved changes of before, and what others have saved. */
export function Notices({ plan, editor, save }: { plan: PlanAnswer; editor: Editor; save: Save }) {
  const { words, formats } = useFrame()
  const [newest] = plan.versions
  const { kept, isBehind, seen } = save
  if (!kept && !isBehind) return null
  const mine = plan.versions.find(({ id }) => id === seen.id)
  const isOlder = mine !== undefined && newest !== undefined && mine.id !== newest.id
  return (
    <div className="plan-notices">
      {kept && (
        <div className="notice">
          <p>{words.plan.kept(formats.moment(kept.at))}</p>
          <div className="actions">
            <button className="button button-small" onClick={save.bringBack}>
              {words.plan.bringBack}
            </button>
            <button className="button button-small button-quiet" onClick={save.giveUp}>
              {words.plan.giveUp}
            </button>
          </div>
        </div>
      )}
      {isBehind && newest && (
        <div className="notice">
          <output>
            {isOlder && !editor.canUndo
              ? words.plan.older(mine.version, newest.version)
              : words.plan.behind(newest.version, newest.saved_by, formats.moment(newest.saved_at))}
          </output>
          <div className="actions">
            <button
              className="button button-small button-quiet"
              onClick={() => void save.takeTheirs()}
            >
              {words.plan.takeTheirs}
            </button>
          </div>
        </div>
      )}
    </div>
  )
}
