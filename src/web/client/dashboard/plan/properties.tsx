import { planLimits } from '../../../plan/plan_limits.ts'
import { useFrame } from '../app/frame.tsx'
import { Arrange } from './arrange.tsx'
import { isTable, thingOf, type DraftTable, type DraftZone } from './draft.ts'
import { rotateTo, setThing } from './edits.ts'
import { ChoiceField, NumberField, TextField } from './fields.tsx'
import { PlanProperties } from './plan_properties.tsx'
import type { Commands } from './use_commands.ts'
import type { Editor } from './use_editor.ts'
import type { Faults } from './use_faults.ts'

const { capacity, rank, nameLengthMax } = planLimits

/** Everything that can be said of what is chosen, to be typed. */
export function Properties({
  editor,
  commands,
  faults,
}: {
  editor: Editor
  commands: Commands
  faults: Faults
}) {
  const { words } = useFrame()
  const { draft, chosen } = editor
  const things = chosen.map((key) => thingOf(draft, key)).filter((thing) => thing !== undefined)
  const [thing] = things
  const tables = things.filter(isTable)
  const title =
    things.length > 1
      ? words.plan.ofMany(things.length)
      : !thing
        ? words.plan.ofPlan
        : isTable(thing)
          ? words.plan.ofTable
          : words.plan.ofZone
  return (
    <section className="panel plan-properties" id="properties" aria-label={words.plan.properties}>
      <h2>{title}</h2>
      {!thing && <PlanProperties editor={editor} faults={faults} />}
      {thing && things.length === 1 && (
        <One key={thing.key} editor={editor} thing={thing} faults={faults} />
      )}
      {things.length > 1 && tables.length > 0 && (
        <>
          {tables.length > 1 && <Arrange commands={commands} count={tables.length} />}
          <p className="dim">{words.plan.manyNote}</p>
          <Terms editor={editor} tables={tables} />
        </>
      )}
    </section>
  )
}

function One({
  editor,
  thing,
  faults,
}: {
  editor: Editor
  thing: DraftZone | DraftTable
  faults: Faults
}) {
  const { words } = useFrame()
  const { fields } = words.plan
  const { draft, edit, settle } = editor
  const { key } = thing
  const codes = faults.of(key)
  const nameFault = codes.find((code) => code.startsWith('plan_name'))
  const placeFault = codes.find((code) => code.startsWith('plan_off'))
  return (
    <>
      <TextField
        label={fields.name}
        value={thing.name}
        lengthMax={nameLengthMax}
        fault={nameFault && words.plan.faults[nameFault]}
        onChange={(name) => edit((now) => setThing(now, key, { name }), `name ${key}`)}
        onLeave={settle}
      />
      {isTable(thing) && <Terms editor={editor} tables={[thing]} />}
      {isTable(thing) && (
        <ChoiceField
          label={fields.zone}
          value={thing.zone}
          options={Object.fromEntries(
            draft.zones.map((zone) => [zone.key, zone.name || words.plan.noName]),
          )}
          onChange={(zone) => edit((now) => setThing(now, key, { zone }))}
        />
      )}
      <Place editor={editor} thing={thing} />
      {placeFault && (
        <p className="field-fault" role="alert">
          {words.plan.faults[placeFault]}
        </p>
      )}
    </>
  )
}

/** What one or several tables are. */
function Terms({ editor, tables }: { editor: Editor; tables: DraftTable[] }) {
  const { words } = useFrame()
  const { fields, kinds, shapes, mixed } = words.plan
  const keys = tables.map(({ key }) => key)
  const set = (change: Partial<DraftTable>, tag?: string) =>
    editor.edit((now) => keys.reduce((next, key) => setThing(next, key, change), now), tag)
  const number = (name: 'capacity' | 'rank', limits: readonly [number, number]) => (
    <NumberField
      key={`${name} ${keys.join()}`}
      label={fields[name]}
      value={common(tables, name)}
      limits={limits}
      placeholder={mixed}
      onChange={(value) => set({ [name]: value }, `${name} ${keys.join()}`)}
      onLeave={editor.settle}
    />
  )
  return (
    <div className="plan-pair">
      <ChoiceField
        label={fields.kind}
        value={common(tables, 'kind')}
        options={kinds}
        mixed={mixed}
        onChange={(kind) => set({ kind })}
      />
      <ChoiceField
        label={fields.shape}
        value={common(tables, 'shape')}
        options={shapes}
        mixed={mixed}
        onChange={(shape) => set({ shape })}
      />
      {number('capacity', capacity)}
      {number('rank', rank)}
    </div>
  )
}

/** What all of them have in common; null where they differ. */
function common<Name extends keyof DraftTable>(
  tables: DraftTable[],
  name: Name,
): DraftTable[Name] | null {
  const [first] = tables
  if (!first) return null
  return tables.every((table) => table[name] === first[name]) ? first[name] : null
}

/** Where a thing is, how large, and how it is turned. */
function Place({ editor, thing }: { editor: Editor; thing: DraftZone | DraftTable }) {
  const { words } = useFrame()
  const { fields } = words.plan
  const { draft, edit, settle } = editor
  const { key } = thing
  const field = (name: 'x' | 'y' | 'width' | 'height', limits: readonly [number, number]) => (
    <NumberField
      label={fields[name]}
      value={thing[name]}
      limits={limits}
      onChange={(value) => edit((now) => setThing(now, key, { [name]: value }), `${name} ${key}`)}
      onLeave={settle}
    />
  )
  return (
    <div className="plan-pair">
      {field('x', [0, draft.width])}
      {field('y', [0, draft.height])}
      {field('width', [1, draft.width])}
      {field('height', [1, draft.height])}
      {isTable(thing) && (
        <NumberField
          label={fields.rotation}
          value={thing.rotation}
          limits={[0, 359]}
          step={15}
          onChange={(value) => edit((now) => rotateTo(now, key, value), `rotation ${key}`)}
          onLeave={settle}
        />
      )}
    </div>
  )
}
