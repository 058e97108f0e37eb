import { refusal } from './errors.ts'

export type FormValue = string | FormValue[] | Form
export type Form = { [name: string]: FormValue }

// Limits on what one request may hold, far above what Stripe's own SDK ever sends.
const fieldsMax = 1_000
const depthMax = 8
const arrayLengthMax = 200

/**
 * Reads an `application/x-www-form-urlencoded` body or query string with Stripe's brackets
 * (`metadata[order]=1`, `expand[]=a`, `expand[0]=a`) into nested objects and arrays of strings.
 * Throws a 400 when the text contradicts itself (`a=1&a[b]=2`) or passes the limits above.
 */
export function parseForm(text: string): Form {
  const form = emptyForm()
  let fields = 0
  for (const [name, value] of new URLSearchParams(text)) {
    fields += 1
    if (fields > fieldsMax) throw refusal(`Too many parameters: at most ${fieldsMax} are read.`)
    place(form, pathOf(name), value, name)
  }
  return arraysOf(form) as Form
}

// `a[b][]` becomes ['a', 'b', '']: an empty part stands for "the next free index".
function pathOf(name: string): string[] {
  const open = name.indexOf('[')
  if (open <= 0) return [name]
  const brackets = name.slice(open)
  if (!/^(\[[^[\]]*\])+$/.test(brackets)) throw refusal(`Invalid parameter name: ${name}`, name)
  const path = [name.slice(0, open), ...brackets.slice(1, -1).split('][')]
  if (path.length > depthMax) throw refusal(`Parameter nested too deeply: ${name}`, name)
  return path
}

function place(form: Form, path: string[], value: string, name: string): void {
  let at = form
  for (const [index, raw] of path.entries()) {
    const part = raw === '' && index > 0 ? String(Object.keys(at).length) : raw
    if (index === path.length - 1) {
      if (part in at) throw refusal(`Parameter given twice: ${name}`, name)
      at[part] = value
      return
    }
    const next = (at[part] ??= emptyForm())
    if (typeof next === 'string' || Array.isArray(next)) {
      throw refusal(`Parameter given both as a value and as a hash: ${name}`, name)
    }
    at = next
  }
}

// An object whose keys are exactly 0…n-1 was an array on the wire.
function arraysOf(value: FormValue): FormValue {
  if (typeof value === 'string' || Array.isArray(value)) return value
  const keys = Object.keys(value)
  const isArray = keys.length > 0 && keys.every((key, index) => key === String(index))
  if (isArray && keys.length <= arrayLengthMax) return Object.values(value).map(arraysOf)
  for (const key of keys) value[key] = arraysOf(value[key] ?? '')
  return value
}

// Without a prototype, a parameter named `__proto__` is nothing but a name.
function emptyForm(): Form {
  return Object.create(null) as Form
}
