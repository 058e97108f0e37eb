export type {
  FailedAtTime,
  FailedByNight,
  FailedCode,
  FailedFigures,
} from '../../../overview/index.ts'
