/** Stripe's API version, pinned: the shapes that this code was written for. */
export const apiVersion = '2026-10-28.endive'
