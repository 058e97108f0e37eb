import { useFrame } from '../app/frame.tsx'

export type Way = 'scan' | 'name' | 'code'

const ways: Way[] = ['scan', 'name', 'code']

/** The three ways to find out who stands there. */
export function Ways({ way, onChange }: { way: Way; onChange: (way: Way) => void }) {
  const { words } = useFrame()
  return (
    <fieldset className="ways">
      <legend className="hidden">{words.door.waysTitle}</legend>
      {ways.map((one) => (
        <label key={one}>
          <input
            type="radio"
            name="way"
            value={one}
            checked={way === one}
            onChange={() => onChange(one)}
          />
          <span>{words.door.ways[one]}</span>
        </label>
      ))}
    </fieldset>
  )
}
