import { Toast } from '@base-ui/react/toast'
import { useFrame } from './frame.tsx'
import { Refusal } from './requests.ts'

/** Where what became of a press is said, for a moment, and to screen readers. */
export function Toasts() {
  const { toasts } = Toast.useToastManager()
  const { words } = useFrame()
  return (
    <Toast.Portal>
      <Toast.Viewport className="said-all" aria-label={words.frame.notices}>
        {toasts.map((toast) => (
          <Toast.Root
            key={toast.id}
            toast={toast}
            className={`said said-${toast.type ?? 'done'}`}
            aria-label={words.frame.notices}
          >
            <Toast.Content className="said-content">
              <Toast.Description />
              {/* Never hidden from those who cannot see it: it can always be reached by keyboard. */}
              <Toast.Close className="link" aria-hidden={false}>
                {words.frame.close}
              </Toast.Close>
            </Toast.Content>
          </Toast.Root>
        ))}
      </Toast.Viewport>
    </Toast.Portal>
  )
}

/** Says what became of a press: `done` in your words, `failed` in the server's. */
export function useSay(): { done(sentence?: string): void; failed(error: unknown): void } {
  const { add } = Toast.useToastManager()
  const { words } = useFrame()
  return {
    done: (sentence = words.frame.done) => void add({ description: sentence, type: 'done' }),
    failed: (error) => {
      const why = error instanceof Refusal ? error.message : ''
      const description = why || words.frame.notDone
      void add({ description, type: 'problem' })
    },
  }
}
