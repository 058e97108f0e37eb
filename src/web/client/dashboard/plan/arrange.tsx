import { useFrame } from '../app/frame.tsx'
import { aligns, spreads } from './align.ts'
import { ToolButton } from './toolbar.tsx'
import type { Commands } from './use_commands.ts'

/** So many tables have gaps that can be equal. */
const SPREAD_MIN = 3

/** Puts several tables in one line, or apart by equal gaps, by one press. */
export function Arrange({ commands, count }: { commands: Commands; count: number }) {
  const { words } = useFrame()
  const { arrange, align, spread } = words.plan
  return (
    <fieldset className="plan-arrange">
      <legend>{arrange}</legend>
      {aligns.map((how) => (
        <ToolButton key={how} icon={how} name={align[how]} onClick={() => commands.align(how)} />
      ))}
      {spreads.map((way) => (
        <ToolButton
          key={way}
          icon={way}
          name={spread[way]}
          isOff={count < SPREAD_MIN}
          onClick={() => commands.spread(way)}
        />
      ))}
    </fieldset>
  )
}
