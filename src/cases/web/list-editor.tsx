// A list of entries in a form: add, take out, and put in order, by button or by Alt and the arrow keys. What was
// moved keeps the focus and is said aloud.
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { Button } from '../../kit/button.tsx'
import { type At, inside } from '../../kit/draft.ts'
import { t } from '../../kit/words.ts'
import { moved } from './case-draft.ts'

type Props<T> = {
  at: At<T[]>
  make: () => T
  /** The text of the button. */
  add: string
  /** 'Step 3' */
  name: (n: number) => string
  keyOf?: (item: T) => string
  children: (at: At<T>) => ReactNode
}

export function List<T>({ at, make, add, name, keyOf, children }: Props<T>) {
  const items = useRef<(HTMLFieldSetElement | null)[]>([])
  const [focus, setFocus] = useState<number | null>(null)
  const [told, setTold] = useState('')
  useEffect(() => {
    if (focus === null) return
    items.current[focus]?.focus()
    setFocus(null)
  }, [focus])
  const move = (index: number, by: -1 | 1) => {
    const next = moved(at.value, index, by)
    if (next === at.value) return
    at.set(next)
    setFocus(index + by)
    setTold(t('Moved to place {n} of {all}.', { n: index + by + 1, all: next.length }))
  }
  const remove = (index: number) => {
    at.set(at.value.filter((_, other) => other !== index))
    if (at.value.length > 1) setFocus(Math.max(0, index - 1))
  }
  return (
    <div className='list-editor' data-pointer={at.pointer}>
      {at.value.map((item, index) => (
        <fieldset
          key={keyOf?.(item) ?? index}
          ref={(node) => {
            items.current[index] = node
          }}
          tabIndex={-1}
          onKeyDown={(event) => {
            if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return
            event.preventDefault()
            move(index, event.key === 'ArrowUp' ? -1 : 1)
          }}
        >
          <legend>{name(index + 1)}</legend>
          <div className='list-doings'>
            <Button
              small
              label={t('Move {what} up', { what: name(index + 1) })}
              disabled={index === 0}
              onClick={() => move(index, -1)}
            >
              ↑
            </Button>
            <Button
              small
              label={t('Move {what} down', { what: name(index + 1) })}
              disabled={index === at.value.length - 1}
              onClick={() => move(index, 1)}
            >
              ↓
            </Button>
            <Button
              small
              label={t('Take out {what}', { what: name(index + 1) })}
              onClick={() => remove(index)}
            >
              {t('Take out')}
            </Button>
          </div>
          {children(inside(at, index) as At<T>)}
        </fieldset>
      ))}
      <Button
        onClick={() => {
          at.set([...at.value, make()])
          setFocus(at.value.length)
        }}
      >
        {add}
      </Button>
      {at.value.length > 1 && <small className='quiet'>{t('Alt and the arrow keys move an entry.')}</small>}
      <span className='unseen' role='status'>
        {told}
      </span>
    </div>
  )
}
