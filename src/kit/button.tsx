// Buttons, and links that look like them.
import type { MouseEventHandler, ReactNode } from 'react'
import { Link } from 'wouter'
import { useFormState } from './form-state.ts'

export type ButtonKind = 'plain' | 'primary' | 'danger' | 'link'

type Props = {
  children: ReactNode
  kind?: ButtonKind
  onClick?: MouseEventHandler<HTMLButtonElement>
  /** Submits the form that it stands in, and shows that the form is busy. */
  submit?: boolean
  busy?: boolean
  disabled?: boolean
  /** For a button whose text does not say what it acts upon: 'Remove Jia County'. */
  label?: string
  small?: boolean
}

export function Button({ children, kind = 'plain', onClick, submit, busy, disabled, label, small }: Props) {
  const form = useFormState()
  const isBusy = busy || (submit && form?.busy) || false
  return (
    <button
      type={submit ? 'submit' : 'button'}
      className={`btn ${kind}${small ? ' small' : ''}`}
      onClick={isBusy ? (event) => event.preventDefault() : onClick}
      disabled={disabled}
      aria-disabled={isBusy || undefined}
      aria-busy={isBusy || undefined}
      aria-label={label}
    >
      {isBusy && <span className='spin' aria-hidden='true' />}
      {children}
    </button>
  )
}

/** A link that looks like a button; `file` for addresses that answer with a download. */
export function ButtonLink({
  children,
  href,
  kind = 'plain',
  file,
}: {
  children: ReactNode
  href: string
  kind?: ButtonKind
  file?: boolean
}) {
  if (file)
    return (
      <a className={`btn ${kind}`} href={href} download>
        {children}
      </a>
    )
  return (
    <Link className={`btn ${kind}`} href={href}>
      {children}
    </Link>
  )
}
