import { AlertDialog } from '@base-ui/react/alert-dialog'
import type { ReactElement, ReactNode } from 'react'
import { useFrame } from './frame.tsx'

/**
 * A press that has to be meant: `trigger` opens a dialog that says what will happen, and only its
 * own button does it. The focus goes in and comes back; Escape leaves everything as it is.
 */
export function Confirm({
  trigger,
  title,
  yes,
  onYes,
  no,
  isReady = true,
  isGrave = false,
  children,
}: {
  trigger: ReactElement
  title: string
  yes: string
  onYes: () => void
  /** What leaves everything as it is, where "Cancel" could be taken for the deed. */
  no?: string
  /** False while what stands in the dialog is not filled in. */
  isReady?: boolean
  /** It takes something away: the button that does it looks like the one that asked. */
  isGrave?: boolean
  children?: ReactNode
}) {
  const { words } = useFrame()
  return (
    <AlertDialog.Root>
      <AlertDialog.Trigger render={trigger} />
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className="dialog-veil" />
        <AlertDialog.Popup className="dialog">
          <AlertDialog.Title render={<h2>{title}</h2>} />
          <AlertDialog.Description render={<div className="dialog-text">{children}</div>} />
          <div className="actions">
            <AlertDialog.Close
              render={<button className={isGrave ? 'button button-grave' : 'button'}>{yes}</button>}
              disabled={!isReady}
              onClick={onYes}
            />
            <AlertDialog.Close
              render={<button className="button button-quiet">{no ?? words.frame.cancel}</button>}
            />
          </div>
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  )
}
