// What is asked one at a time, as on a phone: what was chosen stays when one goes back.
import { type ReactNode, type RefObject, useId, useRef, useState } from 'react'
import { Button } from './button.tsx'
import './one-by-one.css'
import { t } from './words.ts'

type Props<T> = {
  of: readonly T[]
  isDone: (one: T) => boolean
  /** Where one is, e.g. 'Question 2 of 9'. */
  place: (n: number, all: number) => string
  beside?: ReactNode
  handIn: () => void
  busy: boolean
  /** `head` goes to the heading, which is read out when the next one comes. */
  children: (one: T, head: RefObject<HTMLHeadingElement | null>) => ReactNode
  /** Below the buttons. */
  below?: (one: T) => ReactNode
}

export function OneByOne<T>({ of, isDone, place, beside, handIn, busy, children, below }: Props<T>) {
  const [at, setAt] = useState(() =>
    Math.max(
      0,
      of.findIndex((one) => !isDone(one)),
    ),
  )
  const head = useRef<HTMLHeadingElement>(null)
  const one = of[at]
  const isLast = at === of.length - 1
  const go = (to: number) => {
    setAt(to)
    requestAnimationFrame(() => {
      scrollTo(0, 0)
      head.current?.focus()
    })
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (isLast) handIn()
        else go(at + 1)
      }}
    >
      <div className='step-of'>
        <span>{place(at + 1, of.length)}</span>
        <span>{beside}</span>
      </div>
      <progress className='unseen' value={at + 1} max={of.length} />
      {children(one, head)}
      <div className='flow-end'>
        {at > 0 && <Button onClick={() => go(at - 1)}>{t('Back')}</Button>}
        <Button kind='primary' submit busy={busy} disabled={!isDone(one) || (isLast && !of.every(isDone))}>
          {isLast ? t('Hand in') : t('Next')}
        </Button>
      </div>
      {below?.(one)}
    </form>
  )
}

type ChoicesProps<V> = {
  legend: ReactNode
  options: readonly { value: V; text: string }[]
  value: V | undefined
  set: (value: V) => void
  /** Two beside each other: steps of a scale. */
  levels?: boolean
}

/** One of a few, each as large as a thumb. */
export function BigChoices<V extends string | number>(props: ChoicesProps<V>) {
  const { legend, options, value, set, levels } = props
  const name = useId()
  return (
    <fieldset className={levels ? 'big-choices levels' : 'big-choices'}>
      <legend>{legend}</legend>
      {options.map((option) => (
        <label key={option.value} className='big-choice'>
          <input
            type='radio'
            name={name}
            checked={value === option.value}
            onChange={() => set(option.value)}
          />
          <span>{option.text}</span>
        </label>
      ))}
    </fieldset>
  )
}
