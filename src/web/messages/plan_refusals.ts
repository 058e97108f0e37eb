import type { RefusalDetail } from './refusal_detail.ts'

/** What can be refused of those who draw floor plans. */
export const planRefusalCodes = [
  'picture_invalid',
  'picture_too_large',
  'picture_unknown',
  'plan_changed',
  'plan_name_missing',
  'plan_name_twice',
  'plan_night_kept',
  'plan_off_canvas',
  'plan_off_zone',
  'plan_unknown',
] as const

type PlanRefusals = Record<(typeof planRefusalCodes)[number], (detail: RefusalDetail) => string>

/** The sentences for all of them. */
export const englishPlanRefusals: PlanRefusals = {
  picture_invalid: () => 'This is no picture that can lie under a plan: take a PNG, JPEG or WebP.',
  picture_too_large: () => 'This picture is too large: 4 MB at most.',
  picture_unknown: () => 'This picture is not there any more. Add it again.',
  plan_changed: ({ at, by }) =>
    `${by || 'Somebody'} has saved this plan meanwhile${at ? `, ${at}` : ''}. Nothing of yours is lost.`,
  plan_name_missing: () => 'Give it a name.',
  plan_name_twice: () => 'Something beside it has this name already.',
  plan_night_kept: ({ night }) =>
    `Tables of ${night ? `“${night}”` : 'this night'} were ordered already: it keeps the plan it was sold with.`,
  plan_off_canvas: () => 'It sticks out of the plan.',
  plan_off_zone: () => 'It sticks out of its zone.',
  plan_unknown: () => 'There is no such plan.',
}

/** The same in Spanish. */
export const spanishPlanRefusals: PlanRefusals = {
  picture_invalid: () => 'Esta imagen no sirve de fondo: elige un PNG, JPEG o WebP.',
  picture_too_large: () => 'Esta imagen es demasiado grande: como máximo, 4 MB.',
  picture_unknown: () => 'Esta imagen ya no está. Añádela de nuevo.',
  plan_changed: ({ at, by }) =>
    `${by || 'Alguien'} ha guardado este plano mientras tanto${at ? `, ${at}` : ''}. No se pierde nada tuyo.`,
  plan_name_missing: () => 'Ponle un nombre.',
  plan_name_twice: () => 'Ya hay algo al lado con este nombre.',
  plan_night_kept: ({ night }) =>
    `Ya se han pedido mesas de ${night ? `«${night}»` : 'esta noche'}: conserva el plano con el que se vendió.`,
  plan_off_canvas: () => 'Se sale del plano.',
  plan_off_zone: () => 'Se sale de su zona.',
  plan_unknown: () => 'No existe ese plano.',
}
