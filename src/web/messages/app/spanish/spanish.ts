import type { AppWords } from '../english.ts'
import { spanishFrame } from './frame.ts'

export const spanishApp: AppWords = {
  frame: spanishFrame,
}
