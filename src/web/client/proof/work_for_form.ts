import { solveProof, type Challenge } from './solve_proof.ts'

/**
 * Sends a form again by itself, with the work that the server wants to see done for it; the page
 * says meanwhile what it is at. Where the work cannot be done, the form and its button stay.
 */
export async function workForForm(page: Document): Promise<void> {
  const form = page.querySelector<HTMLFormElement>('form[data-challenge]')
  const proof = form?.querySelector<HTMLInputElement>('input[name=proof]')
  if (!form || !proof) return
  const said = page.getElementById('working')
  if (said) said.hidden = false
  const solved = await solveProof(JSON.parse(form.dataset['challenge']!) as Challenge)
  if (said) said.hidden = true
  if (!solved) return
  proof.value = JSON.stringify(solved)
  form.submit()
}
