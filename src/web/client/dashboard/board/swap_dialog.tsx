import { AlertDialog } from '@base-ui/react/alert-dialog'
import { useFrame } from '../app/frame.tsx'
import type { SwapAsked } from './use_moves.ts'

/** Asks whether two parties are to change tables, since the one that was chosen is taken. */
export function SwapDialog({
  asked,
  isOpen,
  onYes,
  onClose,
}: {
  asked: SwapAsked | null
  isOpen: boolean
  onYes: (asked: SwapAsked) => unknown
  onClose: () => void
}) {
  const { words } = useFrame()
  const { swapAsk, swapText, swapYes } = words.board.move
  return (
    <AlertDialog.Root open={isOpen} onOpenChange={(stays) => !stays && onClose()}>
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className="dialog-veil" />
        {asked && (
          <AlertDialog.Popup className="dialog">
            <AlertDialog.Title render={<h2>{swapAsk(asked.party.name, asked.other.name)}</h2>} />
            <AlertDialog.Description render={<div className="dialog-text" />}>
              <p>{swapText(asked.from.name, asked.to.name)}</p>
            </AlertDialog.Description>
            <div className="actions">
              <AlertDialog.Close
                render={<button className="button">{swapYes}</button>}
                onClick={() => onYes(asked)}
              />
              <AlertDialog.Close
                render={<button className="button button-quiet">{words.frame.cancel}</button>}
              />
            </div>
          </AlertDialog.Popup>
        )}
      </AlertDialog.Portal>
    </AlertDialog.Root>
  )
}
