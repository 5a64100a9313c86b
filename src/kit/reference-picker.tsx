// Chooses one thing of a room to be cited elsewhere; '' stands for none.
import { useState } from 'react'
import type { Call, CallInput, CallReply } from '../base/call.ts'
import { send, useCall } from './api.ts'
import { type Choice, Picker } from './picker.tsx'
import { nameOf } from './words.ts'

export type ReferenceProps = {
  value: string
  onChange: (id: string) => void
  label: string
  pointer?: string
  required?: boolean
}

/** How things of one kind are found: by a text, or one by its id. */
export type Reference<C extends Call> = {
  call: C
  asked: (by: { text?: string; id?: string }) => CallInput<C>
  choices: (reply: CallReply<C>) => Choice[]
}

/** The thing of an id; nothing while it is looked up. */
function useChoice<C extends Call>({ call, asked, choices }: Reference<C>, id: string): Choice | undefined {
  // What `asked` gives fits the call already; of a call that is not known yet the compiler can't tell once more.
  const given = useCall(call, asked({ id }) as never, { enabled: id !== '' })
  return given.data && choices(given.data)[0]
}

type Props<C extends Call> = ReferenceProps & { pointer: string; placeholder: string; of: Reference<C> }

export function ReferencePicker<C extends Call>(props: Props<C>) {
  const { value, onChange, label, pointer, placeholder, required, of } = props
  // What is chosen here brings its own name; whatever else comes to stand here is looked up.
  const [own, setOwn] = useState<Choice | null>(null)
  const isKnown = value === '' || own?.id === value
  const given = useChoice(of, isKnown ? '' : value)
  return (
    <Picker
      at={{ pointer, value, set: onChange }}
      label={label}
      required={required}
      chosen={isKnown ? own : (given ?? null)}
      onChoose={setOwn}
      load={(text) => send(of.call, of.asked({ text }) as never).then(of.choices)}
      placeholder={placeholder}
    />
  )
}

/** What is cited by an id, by its name. */
export function ReferenceName<C extends Call>({ of, id }: { of: Reference<C>; id: string }) {
  const choice = useChoice(of, id)
  return <>{choice ? nameOf(choice.names) : '…'}</>
}
