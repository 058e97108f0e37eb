import { Toast } from '@base-ui/react/toast'
import { createContext, use, useMemo, type ReactNode } from 'react'
import type { DashboardData } from './data.ts'
import { formatsFor, type Formats } from './formats.ts'
import type { AppWords } from './words.ts'

/** What every part of the app needs to speak, to write numbers, and to know who looks on. */
interface FrameContext {
  words: AppWords
  formats: Formats
  data: DashboardData
}

const Context = createContext<FrameContext | null>(null)

/** The frame around the app: words, formats, and the toasts that say what became of a press. */
export function Frame({
  data,
  words,
  children,
}: {
  data: DashboardData
  words: AppWords
  children: ReactNode
}) {
  const value = useMemo(() => ({ words, data, formats: formatsFor(data) }), [data, words])
  return (
    <Context value={value}>
      <Toast.Provider timeout={6000} limit={3}>
        {children}
      </Toast.Provider>
    </Context>
  )
}

/** Words, formats and who is signed in. Throws outside the frame, which is a bug. */
export function useFrame(): FrameContext {
  const frame = use(Context)
  if (!frame) throw new Error('This part stands outside the frame.')
  return frame
}

/** May whoever looks on do that? What is hidden is refused by the server as well. */
export function useMay(permission: DashboardData['member']['can'][number]): boolean {
  return useFrame().data.member.can.includes(permission)
}
