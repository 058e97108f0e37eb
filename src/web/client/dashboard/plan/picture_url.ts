/** Where a picture beneath a plan is given out. */
export const pictureUrl = (id: string) => `/api/dashboard/plan-pictures/${id}`
