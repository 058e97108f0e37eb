import { useEffect, useRef, useState, type RefObject } from 'react'
import { openCodeReader, type CodeReader } from './code_reader.ts'
import { onceInARow } from './once_in_a_row.ts'

/** What became of the camera; the last five are why there is none. */
export type CameraState =
  | 'off'
  | 'starting'
  | 'on'
  | 'denied'
  | 'none'
  | 'busy'
  | 'insecure'
  | 'broken'

/** Between two pictures that are read, in ms: quick to the eye, easy on the battery. */
const BETWEEN_MS = 120
/** A code fills enough of a picture of this width; larger ones take longer to read. */
const WIDTH_MAX = 960

const WHY: Record<string, CameraState> = {
  NotAllowedError: 'denied',
  SecurityError: 'denied',
  NotFoundError: 'none',
  OverconstrainedError: 'none',
  NotReadableError: 'busy',
  AbortError: 'busy',
}

interface Running {
  stream: MediaStream
  reader: CodeReader
}

export interface Camera {
  state: CameraState
  video: RefObject<HTMLVideoElement | null>
  start: () => void
  stop: () => void
  /** Undefined where the camera has no lamp. */
  torch: { isOn: boolean; toggle: () => void } | undefined
}

/** The back camera, whose pictures are read for codes all the time; each is told once in a row. */
export function useCamera(onCode: (code: string) => void): Camera {
  const video = useRef<HTMLVideoElement>(null)
  const running = useRef<Running | undefined>(undefined)
  const take = useRef(onCode)
  useEffect(() => {
    take.current = onCode
  }, [onCode])
  const [state, setState] = useState<CameraState>('off')
  const [torch, setTorch] = useState<boolean | undefined>(undefined)

  const end = (as: CameraState) => {
    close(running.current)
    running.current = undefined
    setTorch(undefined)
    setState(as)
  }
  const start = async () => {
    if (state === 'starting' || state === 'on') return
    setState('starting')
    const opened = await open()
    if (typeof opened === 'string') return setState(opened)
    running.current = opened
    const [track] = opened.stream.getVideoTracks()
    track?.addEventListener('ended', () => end('off'))
    if (hasTorch(track)) setTorch(false)
    setState('on')
    const see = onceInARow(
      (code) => take.current(code),
      () => performance.now(),
    )
    const isOn = () => running.current === opened
    void readOn(opened, video, see, isOn).catch(() => isOn() && end('broken'))
  }
  const toggle = async () => {
    const [track] = running.current?.stream.getVideoTracks() ?? []
    const wanted = { advanced: [{ torch: !torch } as MediaTrackConstraintSet] }
    // A lamp that does not do it, since the battery is low, say, is as it was.
    await track?.applyConstraints(wanted).then(
      () => setTorch(!torch),
      () => undefined,
    )
  }
  useEffect(() => () => close(running.current), [])
  return {
    state,
    video,
    start: () => void start(),
    stop: () => end('off'),
    torch: torch === undefined ? undefined : { isOn: torch, toggle: () => void toggle() },
  }
}

/** Has the camera a lamp beside it? Not every browser knows. */
function hasTorch(track: MediaStreamTrack | undefined): boolean {
  if (!track || !('getCapabilities' in track)) return false
  const can: MediaTrackCapabilities & { torch?: boolean } = track.getCapabilities()
  return can.torch === true
}

function close(camera: Running | undefined): void {
  for (const track of camera?.stream.getTracks() ?? []) track.stop()
  camera?.reader.close()
}

async function open(): Promise<Running | CameraState> {
  if (!window.isSecureContext || !('mediaDevices' in navigator)) return 'insecure'
  try {
    const stream = await navigator.mediaDevices.getUserMedia({
      audio: false,
      video: {
        facingMode: { ideal: 'environment' },
        width: { ideal: 1280 },
        height: { ideal: 720 },
      },
    })
    return { stream, reader: openCodeReader() }
  } catch (error) {
    return WHY[error instanceof DOMException ? error.name : ''] ?? 'broken'
  }
}

/** Shows the pictures, and reads one after the other, until the camera is off. */
async function readOn(
  { stream, reader }: Running,
  video: RefObject<HTMLVideoElement | null>,
  see: (code: string) => void,
  isOn: () => boolean,
): Promise<void> {
  const canvas = document.createElement('canvas')
  const context = canvas.getContext('2d', { willReadFrequently: true })
  while (isOn()) {
    const view = video.current
    if (view && view.srcObject !== stream) {
      view.srcObject = stream
      // A page that is left meanwhile breaks it off.
      await view.play().catch(() => undefined)
    }
    if (view && context && view.videoWidth > 0 && !document.hidden) {
      const scale = Math.min(1, WIDTH_MAX / view.videoWidth)
      canvas.width = Math.round(view.videoWidth * scale)
      canvas.height = Math.round(view.videoHeight * scale)
      context.drawImage(view, 0, 0, canvas.width, canvas.height)
      const code = await reader.read(context.getImageData(0, 0, canvas.width, canvas.height))
      if (code !== null && isOn()) see(code)
    }
    await new Promise((resolve) => setTimeout(resolve, BETWEEN_MS))
  }
}
