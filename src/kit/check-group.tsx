// Any of a few, to be ticked.
import type { ReactNode } from 'react'
import { Field } from './field.tsx'
import { useFormState } from './form-state.ts'

type Props = {
  label: ReactNode
  pointer: string
  options: { value: string; text: string }[]
  chosen: readonly string[]
  /** The values that are ticked then, in the order of the options. */
  onChange: (values: string[]) => void
  /** At least one must be ticked: the reason that is told where none is. */
  needed?: string
  /** Above them: a note, buttons that tick several. */
  children?: ReactNode
}

export function CheckGroup({ label, pointer, options, chosen, onChange, needed, children }: Props) {
  const form = useFormState()
  const own = new Set(chosen)
  const toggle = (value: string, isOn: boolean) => {
    onChange(options.map((one) => one.value).filter((one) => (one === value ? isOn : own.has(one))))
    form?.forget(pointer)
  }
  return (
    <Field label={label} pointer={pointer} refused={chosen.length === 0 ? needed : undefined} group>
      {() => (
        <>
          {children}
          <div className='checks-grid'>
            {options.map(({ value, text }) => (
              <label key={value} className='check'>
                <input
                  type='checkbox'
                  checked={own.has(value)}
                  onChange={(event) => toggle(value, event.target.checked)}
                />
                <span>{text}</span>
              </label>
            ))}
          </div>
        </>
      )}
    </Field>
  )
}
