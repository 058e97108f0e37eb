import type { NightType } from '../../../dashboard/api/nights_answers.ts'
import { useFrame } from '../app/frame.tsx'
import { act } from '../app/requests.ts'
import { minorOf } from '../desk/minor_of.ts'
import { typedAmount, typedNumber } from './amounts.ts'
import { Choice, EditActions, Line, Lines, NewForm, PriceLine } from './fields.tsx'
import { useEdit, type Edit, type Values } from './use_edit.ts'

interface FormProps {
  nightId: string
  types: NightType[]
  onClose: () => void
}

const NEW: Values = {
  name: '',
  description: '',
  price_minor: '',
  capacity: '',
  order_quantity_max: '8',
  sales_start_at: '',
  sales_end_at: '',
  opens_after: '',
}

/** A new kind of ticket; `id` is made once, so that pressed twice it is one. */
export function AddType({ id, nightId, types, onClose }: FormProps & { id: string }) {
  const { words, data } = useFrame()
  const edit = useEdit(
    NEW,
    1,
    (values) => act('POST', `/nights/${nightId}/types`, { ...bodyOf(values, data.currency), id }),
    onClose,
  )
  return (
    <NewForm
      edit={edit}
      title={words.nights.addType}
      save={words.nights.addTypeYes}
      onClose={onClose}
    >
      <TypeFields edit={edit} types={types} />
    </NewForm>
  )
}

/** A kind of ticket that is there. */
export function ChangeType({ nightId, types, type, onClose }: FormProps & { type: NightType }) {
  const { words, data } = useFrame()
  const edit = useEdit(
    storedOf(type, data.currency),
    type.version,
    (values, version) =>
      act('PUT', `/nights/${nightId}/types/${type.id}`, {
        ...bodyOf(values, data.currency),
        version,
      }),
    onClose,
  )
  const others = types.filter(({ id }) => id !== type.id)
  return (
    <form className="edit" noValidate onSubmit={edit.submit} aria-label={type.name}>
      <TypeFields edit={edit} types={others} />
      {type.taken > 0 && <p className="dim">{words.nights.priceNote}</p>}
      <EditActions edit={edit} />
    </form>
  )
}

function TypeFields({ edit, types }: { edit: Edit; types: NightType[] }) {
  const said = useFrame().words.nights
  const isAfter = (edit.values['opens_after'] ?? '') !== ''
  return (
    <div className="edit-fields">
      <Line edit={edit} name="name" label={said.typeName} max={100} isNeeded />
      <PriceLine edit={edit} />
      <Line
        edit={edit}
        name="capacity"
        label={said.capacity}
        type="number"
        max={1_000_000}
        isNeeded
      />
      <Line
        edit={edit}
        name="order_quantity_max"
        label={said.typeMax}
        type="number"
        max={100}
        isNeeded
      />
      <Choice edit={edit} name="opens_after" label={said.release} hint={said.releaseHint}>
        <option value="">{said.releaseTime}</option>
        {types.map(({ id, name }) => (
          <option key={id} value={id}>
            {said.releaseAfter(name)}
          </option>
        ))}
      </Choice>
      <Line
        edit={edit}
        name="sales_start_at"
        label={isAfter ? said.saleFromLatest : said.saleFrom}
        hint={isAfter ? said.saleFromLatestHint : said.saleFromHint}
        type="datetime-local"
      />
      <Line
        edit={edit}
        name="sales_end_at"
        label={said.saleUntil}
        hint={said.saleUntilHint}
        type="datetime-local"
      />
      <Lines edit={edit} name="description" label={said.typeDescription} max={500} rows={2} />
    </div>
  )
}

function storedOf(type: NightType, currency: string): Values {
  return {
    name: type.name,
    description: type.description,
    price_minor: typedAmount(type.price_minor, currency),
    capacity: String(type.capacity),
    order_quantity_max: String(type.order_quantity_max),
    sales_start_at: type.sales_start_at ?? '',
    sales_end_at: type.sales_end_at ?? '',
    opens_after: type.opens_after ?? '',
  }
}

/** What stands in the fields; what is no amount is refused by the server, at its field. */
function bodyOf(values: Values, currency: string): object {
  return {
    ...values,
    price_minor: minorOf(values['price_minor'] ?? '', currency) ?? null,
    capacity: typedNumber(values['capacity']),
    order_quantity_max: typedNumber(values['order_quantity_max']),
    sales_start_at: values['sales_start_at'] || null,
    sales_end_at: values['sales_end_at'] || null,
    opens_after: values['opens_after'] || null,
  }
}
