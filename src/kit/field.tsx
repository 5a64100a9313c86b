// The frame around one control: label above, hint and reason below, tied together for those who listen.
import type { ReactNode } from 'react'
import { useId } from 'react'
import { useFormState } from './form-state.ts'
import { t } from './words.ts'

export type FieldProps = {
  label: ReactNode
  hint?: ReactNode
  /** A reason of your own; reasons from a refusal come by themselves. */
  error?: string
  required?: boolean
  /** Why its form cannot be sent with what stands here, told at the field when somebody sends it; '' where it can. */
  refused?: string
  disabled?: boolean
  /** The label is only read out: for controls in a table. */
  unlabelled?: boolean
}

/** What a control needs to be tied to its frame. */
type Ties = {
  id: string
  'aria-describedby': string | undefined
  'aria-invalid': true | undefined
  required: boolean | undefined
  disabled: boolean | undefined
}

type Frame = FieldProps & {
  pointer?: string
  children: (ties: Ties) => ReactNode
  /** More than one control: a fieldset with a legend. */
  group?: boolean
}

export function Field({
  label,
  hint,
  error,
  required,
  refused,
  disabled,
  unlabelled,
  pointer,
  children,
  group,
}: Frame) {
  const id = useId()
  const form = useFormState()
  const told = pointer === undefined ? [] : (form?.errorsAt(pointer) ?? [])
  // What a field tells of itself is told once, also where its form tells the same.
  const reasons = [...new Set(error ? [error, ...told] : told)]
  const described =
    [hint && `${id}-hint`, reasons.length > 0 && `${id}-error`].filter(Boolean).join(' ') || undefined
  const ties: Ties = {
    id,
    'aria-describedby': described,
    'aria-invalid': reasons.length > 0 || undefined,
    required,
    disabled,
  }
  const text = (
    <>
      {label}
      {required === undefined || required ? null : <span className='optional'> {t('optional')}</span>}
    </>
  )
  const below = (
    <>
      {hint && (
        <p className='hint' id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {reasons.length > 0 && (
        <p className='reason' id={`${id}-error`}>
          {reasons.join(' ')}
        </p>
      )}
    </>
  )
  const frame = {
    className: `field${reasons.length > 0 ? ' wrong' : ''}`,
    'data-pointer': pointer,
    'data-refused': (!disabled && refused) || undefined,
  }
  return group ? (
    <fieldset {...frame} aria-describedby={described} disabled={disabled}>
      <legend className={unlabelled ? 'unseen' : undefined}>{text}</legend>
      {children(ties)}
      {below}
    </fieldset>
  ) : (
    <div {...frame}>
      <label htmlFor={id} className={unlabelled ? 'unseen' : undefined}>
        {text}
      </label>
      {children(ties)}
      {below}
    </div>
  )
}

/** Fields side by side where there is room. */
export const FieldRow = ({ children }: { children: ReactNode }) => <div className='field-row'>{children}</div>
