import { workForForm } from './work_for_form.ts'

void workForForm(document)
