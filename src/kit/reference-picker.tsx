// Chooses one thing of a room to be cited elsewhere; '' stands for none.
import { useState } from 'react'
import type { Call, CallInput, CallReply } from '../base/call.ts'
import { send, useCall } from './api.ts'
import { type Choice, Picker } from './picker.tsx'

export type ReferenceProps = {
  value: string
  onChange: (id: string) => void
  label: string
  pointer?: string
}

type Props<C extends Call> = ReferenceProps & {
  pointer: string
  placeholder: string
  /** Finds things by a text, or one by its id. */
  call: C
  asked: (by: { text?: string; id?: string }) => CallInput<C>
  choices: (reply: CallReply<C>) => Choice[]
}

export function ReferencePicker<C extends Call>(props: Props<C>) {
  const { value, onChange, label, pointer, placeholder, call, asked, choices } = props
  // Only what stood here at first must be looked up; what is chosen later brings its own name.
  const [first] = useState(value)
  // What `asked` gives fits the call already; of a call that is not known yet the compiler can't tell once more.
  const given = useCall(call, asked({ id: first }) as never, { enabled: first !== '' })
  return (
    <Picker
      at={{ pointer, value, set: onChange }}
      label={label}
      chosen={given.data ? choices(given.data)[0] : null}
      load={(text) => send(call, asked({ text }) as never).then(choices)}
      placeholder={placeholder}
    />
  )
}
