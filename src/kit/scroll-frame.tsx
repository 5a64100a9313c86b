// A frame that scrolls within itself, so that the page never scrolls sideways; reachable by keyboard, with a name.
import { type ReactNode, useLayoutEffect, useRef } from 'react'

type Props = {
  label: string
  className: string
  /** What is in sight to begin with, where not all is: the element of this `data-key`. */
  begin?: string
  children: ReactNode
}

/** Beyond what is in sight to begin with, a part of the next shows that there is more. */
const more = 36

export function ScrollFrame({ label, className, begin, children }: Props) {
  const frame = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    const whole = frame.current
    const wanted = begin && whole?.querySelector(`[data-key="${begin}"]`)
    if (!whole || !wanted || whole.scrollWidth <= whole.clientWidth) return
    const [box, edge] = [wanted.getBoundingClientRect(), whole.getBoundingClientRect()]
    whole.scrollLeft +=
      document.documentElement.dir === 'rtl'
        ? Math.min(0, box.left - edge.left - more)
        : Math.max(0, box.right - edge.right + more)
  }, [begin])
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would be read as part of a form
    // biome-ignore lint/a11y/noNoninteractiveTabindex: without it the keyboard cannot scroll here
    <div role='group' className={className} aria-label={label} tabIndex={0} ref={frame}>
      {children}
    </div>
  )
}
