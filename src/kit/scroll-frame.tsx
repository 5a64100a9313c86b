// A frame that scrolls within itself, so that the page never scrolls sideways; reachable by keyboard, with a name.
import type { ReactNode } from 'react'

export function ScrollFrame({
  label,
  className,
  children,
}: {
  label: string
  className: string
  children: ReactNode
}) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would be read as part of a form
    // biome-ignore lint/a11y/noNoninteractiveTabindex: without it the keyboard cannot scroll here
    <div role='group' className={className} aria-label={label} tabIndex={0}>
      {children}
    </div>
  )
}
