// What the programme calls the forms of units. Known before anything is drawn, like the words of the interface, and
// read like them: `formName('production_group')`.
import type { Names } from '../../../base/words.ts'
import { capital, nameOf } from '../../../kit/words.ts'
import { type Form, offered } from '../../lists/rules.ts'

let known: readonly Form[] = []

/** Called by the entry with what came with the reader's own account. */
export function setForms(forms: readonly Form[]): void {
  known = forms
}

/** All forms in the programme's order, retired ones included. */
export const allForms = (): readonly Form[] => known
const formOf = (code: string): Form | undefined => known.find((one) => one.code === code)

/** All that a form is called. */
export function formNames(code: string): { code: string; names: Names; plural: Names } {
  const unknown = { zh: code, en: code }
  const { names = unknown, plural = unknown } = formOf(code) ?? {}
  return { code, names, plural }
}
/** One unit of the form: 'handicraft production group'. */
export const formName = (code: string): string => nameOf(formOf(code)?.names ?? { zh: code, en: code })
/** Several, for heads of columns: 'groups'. */
export const formsName = (code: string): string => nameOf(formOf(code)?.plural ?? { zh: code, en: code })
/** Whether units of the form belong to their members. */
export const isMemberOwned = (code: string): boolean => formOf(code)?.kind === 'member_owned'
/** Where the form stands in the programme's order. */
export const formPlace = (code: string): number => known.findIndex((one) => one.code === code)

type Option = { value: string; text: string }
const optionsOf = (forms: readonly Form[]): Option[] =>
  forms.map(({ code, names }) => ({ value: code, text: capital(nameOf(names)) }))

/** For a choice: what the list still offers, and what is chosen already even if it was taken off since. */
export const formOptions = (which: (form: Form) => boolean = () => true, chosen?: string): Option[] =>
  optionsOf(known.filter((form) => (form.retiredOn === null || form.code === chosen) && which(form)))

/** The forms that plans and condition sheets count. */
export const countedForms = (): Form[] => offered(known).filter((form) => form.counted)
