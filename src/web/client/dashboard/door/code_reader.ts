import type { ReadAnswer } from './scan_worker.ts'

/** Reads codes off pictures, one at a time. */
export interface CodeReader {
  /** What the picture says, or null. Throws where nothing can be read at all. */
  read: (picture: ImageData) => Promise<string | null>
  close: () => void
}

/** Opens a reader, which loads its decoder by the first picture. */
export function openCodeReader(): CodeReader {
  const worker = new Worker(new URL('./scan_worker.ts', import.meta.url), { type: 'module' })
  return {
    read: (picture) =>
      new Promise((resolve, reject) => {
        const hear = ({ data }: MessageEvent<ReadAnswer>) => {
          stopHearing()
          if (data.failed === undefined) resolve(data.text)
          else reject(new Error(data.failed))
        }
        const fail = () => {
          stopHearing()
          reject(new Error('The reader of codes could not be loaded.'))
        }
        const stopHearing = () => {
          worker.removeEventListener('message', hear)
          worker.removeEventListener('error', fail)
        }
        worker.addEventListener('message', hear)
        worker.addEventListener('error', fail)
        worker.postMessage(picture, [picture.data.buffer])
      }),
    close: () => worker.terminate(),
  }
}
