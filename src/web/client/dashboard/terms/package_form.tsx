import type { TermsPackage } from '../../../dashboard/api/terms_answers.ts'
import { useFrame } from '../app/frame.tsx'
import { act } from '../app/requests.ts'
import { minorOf } from '../desk/minor_of.ts'
import { typedAmount } from '../nights/amounts.ts'
import { EditActions, Line, Lines, NewForm, PriceLine } from '../nights/fields.tsx'
import { useEdit, type Edit, type Values } from '../nights/use_edit.ts'

interface FormProps {
  nightId: string
  onClose: () => void
}

const NEW: Values = { name: '', price_minor: '', includes: '', description: '' }

/** A new package; `id` is made once, so that pressed twice it is one. */
export function AddPackage({ id, nightId, onClose }: FormProps & { id: string }) {
  const { words, data } = useFrame()
  const said = words.terms.packages
  const edit = useEdit(
    NEW,
    1,
    (values) =>
      act('POST', `/nights/${nightId}/packages`, {
        ...bodyOf(values, data.currency),
        id,
        is_on_sale: true,
      }),
    onClose,
  )
  return (
    <NewForm edit={edit} title={said.add} save={said.addYes} onClose={onClose}>
      <PackageFields edit={edit} />
    </NewForm>
  )
}

/** A package that is there. */
export function ChangePackage({ nightId, one, onClose }: FormProps & { one: TermsPackage }) {
  const { words, data } = useFrame()
  const stored: Values = {
    name: one.name,
    price_minor: typedAmount(one.price_minor, data.currency),
    includes: one.includes.join('\n'),
    description: one.description,
  }
  const edit = useEdit(
    stored,
    one.version,
    (values, version) =>
      act('PUT', `/nights/${nightId}/packages/${one.id}`, {
        ...bodyOf(values, data.currency),
        is_on_sale: one.is_on_sale,
        version,
      }),
    onClose,
  )
  return (
    <form className="edit" noValidate onSubmit={edit.submit} aria-label={one.name}>
      <PackageFields edit={edit} />
      <p className="dim">{words.terms.packages.keeps}</p>
      <EditActions edit={edit} />
    </form>
  )
}

function PackageFields({ edit }: { edit: Edit }) {
  const said = useFrame().words.terms.packages
  return (
    <div className="edit-fields">
      <Line edit={edit} name="name" label={said.name} max={100} isNeeded />
      <PriceLine edit={edit} />
      <Lines
        edit={edit}
        name="includes"
        label={said.includes}
        hint={said.includesHint}
        max={2000}
        rows={4}
      />
      <Lines edit={edit} name="description" label={said.description} max={500} rows={2} />
    </div>
  )
}

/** What stands in the fields; what is no amount is refused by the server, at its field. */
function bodyOf(values: Values, currency: string): object {
  const lines = (values['includes'] ?? '').split('\n').map((one) => one.trim())
  return {
    name: values['name'],
    description: values['description'],
    includes: lines.filter(Boolean),
    price_minor: minorOf(values['price_minor'] ?? '', currency) ?? null,
  }
}
