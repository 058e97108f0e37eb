/** The forms in which somebody has begun to change something that is not yet sent. */
export const dirtyForms = new WeakSet()

/**
 * What a form says, as the argument of a control: numbers as numbers, only what is to be seen.
 * - `data-joins` on a select: its value is JSON that joins the argument
 * - `data-times`: what is typed is multiplied by this
 * - `data-empty="null"`: nothing typed means null; otherwise the field is left out
 * - `data-list`: the checked boxes of this name make a list
 * - `data-leave`: only there to be checked
 */
export function argumentOf(form) {
  const argument = {}
  for (const field of form.elements) {
    if (field.dataset.leave !== undefined || !isSeen(field)) continue
    if (field.dataset.joins !== undefined) Object.assign(argument, JSON.parse(field.value))
    else if (field.dataset.list !== undefined) join(argument, field)
    else if (field.name !== '') put(argument, field)
  }
  return argument
}

function isSeen(field) {
  return field.type === 'hidden' || field.checkVisibility()
}

function join(argument, { name, value, checked }) {
  argument[name] ??= []
  if (checked) argument[name].push(value)
}

function put(argument, field) {
  const { name, value, type, dataset } = field
  if (value === '') {
    if (dataset.empty === 'null') argument[name] = null
    return
  }
  if (type !== 'number') {
    argument[name] = value
    return
  }
  // 7 × 0.01 is not quite 0.07.
  argument[name] = Number((Number(value) * Number(dataset.times ?? 1)).toPrecision(12))
}
