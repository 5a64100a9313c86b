// Finds one thing among many while typing: a combobox over a loader (search by Chinese, Latin or code).
import type { KeyboardEvent } from 'react'
import { useEffect, useRef, useState } from 'react'
import type { Names } from '../base/words.ts'
import type { At } from './draft.ts'
import type { FieldProps } from './field.tsx'
import { Field } from './field.tsx'
import { useSet } from './fields.tsx'
import { nameOf, t, tn } from './words.ts'

export type Choice = { id: string; names: Names; code?: string; note?: string }

type State = 'shut' | 'asking' | 'open' | 'failed'

type Props = FieldProps & {
  /** The id of what is chosen, '' for nothing. */
  at: At<string>
  load: (text: string) => Promise<Choice[]>
  /** What the id stands for at the beginning. */
  chosen?: Choice | null
  onChoose?: (choice: Choice | null) => void
  placeholder?: string
}

const other = (names: Names) => (nameOf(names) === names.zh ? names.en : names.zh)

/** What matches while somebody types, asked for once they pause; the text is null while nobody does. */
function useMatches(load: Props['load']) {
  const [text, setText] = useState<string | null>(null)
  const [found, setFound] = useState<Choice[]>([])
  const [state, setState] = useState<State>('shut')
  const [marked, setMarked] = useState(0)
  const asked = useRef(0)
  const loader = useRef(load)
  loader.current = load

  useEffect(() => {
    if (text === null) return
    const mine = ++asked.current
    setState('asking')
    const timer = setTimeout(
      () =>
        loader.current(text).then(
          (choices) => {
            if (mine !== asked.current) return
            setFound(choices)
            setMarked(0)
            setState('open')
          },
          () => mine === asked.current && setState('failed'),
        ),
      text ? 150 : 0,
    )
    return () => clearTimeout(timer)
  }, [text])

  const shut = () => {
    asked.current++
    setText(null)
    setState('shut')
  }
  return { text, setText, found, marked, setMarked, state, shut }
}

export function Picker({ at, load, chosen = null, onChoose, placeholder, ...field }: Props) {
  const set = useSet(at)
  const [choice, setChoice] = useState<Choice | null>(chosen)
  const { text, setText, found, marked, setMarked, state, shut } = useMatches(load)
  const isOpen = text !== null

  const choose = (next: Choice | null) => {
    setChoice(next)
    set(next?.id ?? '')
    onChoose?.(next)
    shut()
  }
  const current =
    at.value && choice?.id === at.value ? choice : at.value && chosen?.id === at.value ? chosen : null

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return // the Enter that ends a Chinese input method's word chooses nothing
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      if (!isOpen) return setText('')
      const step = event.key === 'ArrowDown' ? 1 : -1
      if (found.length > 0) setMarked((marked + step + found.length) % found.length)
    } else if (event.key === 'Enter' && isOpen) {
      event.preventDefault()
      if (state === 'open' && found[marked]) choose(found[marked])
    } else if (event.key === 'Escape' && isOpen) {
      event.preventDefault()
      event.stopPropagation()
      shut()
    }
  }

  return (
    <Field {...field} pointer={at.pointer}>
      {(ties) => (
        <div className='picker'>
          <input
            {...ties}
            role='combobox'
            aria-expanded={isOpen}
            aria-controls={`${ties.id}-list`}
            aria-autocomplete='list'
            aria-activedescendant={isOpen && found[marked] ? `${ties.id}-${marked}` : undefined}
            autoComplete='off'
            spellCheck={false}
            placeholder={placeholder ?? t('Name or code')}
            value={text ?? (current ? nameOf(current.names) : '')}
            onChange={(e) => {
              setText(e.target.value)
              if (e.target.value === '') {
                setChoice(null)
                set('')
                onChoose?.(null)
              }
            }}
            onClick={() => !isOpen && setText('')}
            onBlur={shut}
            onKeyDown={onKeyDown}
          />
          <Matches id={ties.id} {...{ isOpen, found, marked, state }} onChoose={choose} />
          <span className='unseen' role='status'>
            {state === 'open' ? tn('{n} match', '{n} matches', found.length) : ''}
          </span>
        </div>
      )}
    </Field>
  )
}

type MatchesProps = {
  /** Of the input that they belong to. */
  id: string
  isOpen: boolean
  found: Choice[]
  marked: number
  state: State
  onChoose: (choice: Choice) => void
}

function Matches({ id, isOpen, found, marked, state, onChoose }: MatchesProps) {
  return (
    <div className='picker-list' role='listbox' id={`${id}-list`} hidden={!isOpen} aria-label={t('Matches')}>
      {found.map((one, index) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the input handles the keys
        // biome-ignore lint/a11y/useFocusableInteractive: focus stays in the input
        <div
          key={one.id}
          id={`${id}-${index}`}
          role='option'
          aria-selected={index === marked}
          ref={index === marked ? (node) => node?.scrollIntoView({ block: 'nearest' }) : undefined}
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => onChoose(one)}
        >
          <span>
            {nameOf(one.names)}{' '}
            <small>{other(one.names) === nameOf(one.names) ? '' : other(one.names)}</small>
            {one.note && <small className='below'>{one.note}</small>}
          </span>
          {one.code && <code>{one.code}</code>}
        </div>
      ))}
      {state === 'open' && found.length === 0 && <p className='hint'>{t('Nothing found.')}</p>}
      {state === 'failed' && <p className='reason'>{t('The search did not work. Please try again.')}</p>}
    </div>
  )
}
