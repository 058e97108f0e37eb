import { useFrame } from '../app/frame.tsx'
import { useCamera } from './use_camera.ts'

/** The camera, which reads all the time once it is on; or, in words, why there is none. */
export function CameraPanel({ onCode }: { onCode: (code: string) => void }) {
  const { words } = useFrame()
  const { state, video, start, stop, torch } = useCamera(onCode)
  const said = words.door.camera
  const isOn = state === 'on' || state === 'starting'
  return (
    <section className="panel camera" aria-label={words.door.ways.scan}>
      <div className="camera-view" data-state={state} hidden={!isOn}>
        <video ref={video} muted playsInline aria-label={said.view} />
        <span className="camera-frame" aria-hidden="true" />
      </div>
      <output className="camera-words">
        {state === 'on' && said.aim}
        {state === 'starting' && said.starting}
        {!isOn && state !== 'off' && said[state]}
      </output>
      <div className="camera-buttons">
        {isOn ? (
          <button className="button button-quiet" onClick={stop}>
            {said.stop}
          </button>
        ) : (
          <button className="button" onClick={start}>
            {said.start}
          </button>
        )}
        {torch && (
          <button className="button button-quiet" aria-pressed={torch.isOn} onClick={torch.toggle}>
            {said.torch}
          </button>
        )}
      </div>
    </section>
  )
}
