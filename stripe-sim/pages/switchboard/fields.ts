import { html } from 'ghtml'

/** One thing to choose; `value` joins the argument, `kind` shows the fields that it needs. */
export type Choice = { label: string; value: object; kind?: string; isChosen?: boolean }

/** A select whose options are parts of the argument. */
export function choice(choices: Choice[]): string {
  const options = choices.map(
    ({ label, value, kind = '', isChosen }) =>
      html`<option
        value="${JSON.stringify(value)}"
        class="${kind}"
        ${isChosen === true ? 'selected' : ''}
      >
        ${label}
      </option>`,
  )
  return html`<select data-joins>
    !${options.join('')}
  </select>`
}

/** How often a fault strikes; an empty field leaves it to the control plane. */
export function chanceFields(): string {
  return html`<label
      >Times<input type="number" name="times" min="1" value="1" data-empty="null" placeholder="∞"
    /></label>
    <label
      >Chance, %<input
        type="number"
        name="probability"
        data-times="0.01"
        min="0"
        max="100"
        step="any"
        value="100"
        required
    /></label>
    <label>Seed<input type="number" name="seed" value="1" step="1" required /></label>`
}
