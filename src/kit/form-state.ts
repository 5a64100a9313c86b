// What a form tells the fields and buttons inside it.
import { createContext, useContext } from 'react'

export type FormState = {
  busy: boolean
  /** The reasons at a field, by its JSON pointer. */
  errorsAt: (pointer: string) => string[]
  /** A field was changed: its old reason no longer holds. */
  forget: (pointer: string) => void
}

export const FormContext = createContext<FormState | null>(null)
export const useFormState = (): FormState | null => useContext(FormContext)

/** What closes the dialog that a form stands in; null on a page. */
export const DialogContext = createContext<(() => void) | null>(null)
