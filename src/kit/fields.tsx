// The controls of forms, on native elements. Each takes `at`, a place in a draft.
import type { ClipboardEvent, ReactNode } from 'react'
import { useState } from 'react'
import type { Day } from '../base/dates.ts'
import type { At } from './draft.ts'
import type { FieldProps } from './field.tsx'
import { Field } from './field.tsx'
import { useFormState } from './form-state.ts'
import { type TypedNumber, typedNumber, writtenNumber } from './numbers.ts'
import { unreadable } from './typed-number.ts'
import { capital, decimalSign, formatNumber, t } from './words.ts'

/** Sets a value and lets an old reason at the field go. */
export function useSet<V>(at: At<V>): (value: V) => void {
  const form = useFormState()
  return (value) => {
    at.set(value)
    form?.forget(at.pointer)
  }
}

export type TextProps = FieldProps & {
  at: At<string>
  type?: 'text' | 'email' | 'password' | 'search' | 'url' | 'time'
  maxLength?: number
  autoComplete?: string
  placeholder?: string
  /** The language of what is typed, e.g. 'zh-Hans', for the right glyphs. */
  lang?: string
}

export function TextField({
  at,
  type = 'text',
  maxLength,
  autoComplete = 'off',
  placeholder,
  lang,
  ...field
}: TextProps) {
  const set = useSet(at)
  return (
    <Field {...field} pointer={at.pointer}>
      {(ties) => (
        <input
          {...ties}
          type={type}
          lang={lang}
          maxLength={maxLength}
          autoComplete={autoComplete}
          placeholder={placeholder}
          value={at.value}
          onChange={(e) => set(e.target.value)}
        />
      )}
    </Field>
  )
}

export function TextArea({
  at,
  rows = 4,
  maxLength,
  lang,
  ...field
}: FieldProps & { at: At<string>; rows?: number; maxLength?: number; lang?: string }) {
  const set = useSet(at)
  return (
    <Field {...field} pointer={at.pointer}>
      {(ties) => (
        <textarea
          {...ties}
          rows={rows}
          lang={lang}
          maxLength={maxLength}
          value={at.value}
          onChange={(e) => set(e.target.value)}
        />
      )}
    </Field>
  )
}

type NumberProps = FieldProps & {
  at: At<TypedNumber>
  /** Small, behind the figure: 'persons'. */
  unit?: ReactNode
  whole?: boolean
  min?: number
  max?: number
  /** One of the large figures of a report on a phone. */
  large?: boolean
}

const mostDigits = { maximumFractionDigits: 12 }
/** Whether what stands between the figures might mean something else to whoever typed it. */
const isOtherwiseRead = (text: string, read: number): boolean =>
  /[\d０-９][^\d０-９]+[\d０-９]/.test(text) && formatNumber(read, mostDigits) !== text.trim()

/** Why a number can't be sent as it stands; '' where it can. */
function whyNot(typed: TypedNumber, { whole, min, max }: Pick<NumberProps, 'whole' | 'min' | 'max'>): string {
  if (typed === null) return ''
  if (typeof typed === 'string') return unreadable()
  if (whole && !Number.isInteger(typed)) return t('Please write a whole number.')
  if (min !== undefined && typed < min) return t('The smallest possible is {n}.', { n: formatNumber(min) })
  if (max !== undefined && typed > max) return t('The largest possible is {n}.', { n: formatNumber(max) })
  return ''
}

/**
 * A number typed as people type it ('1,250', '１２５０'); null while nothing is there. A text that is no number is
 * handed on as that text, in the place of any number that stood there before, and is told at once.
 */
export function NumberField({ at, unit, whole, min, max, large, error, ...field }: NumberProps) {
  const set = useSet(at)
  const isInForm = useFormState() !== null
  const [text, setText] = useState(writtenNumber(at.value, decimalSign()))
  const typed = typedNumber(text, decimalSign())
  // What is typed stays as typed; only a value from elsewhere replaces it.
  const held = writtenNumber(at.value, decimalSign())
  if (typed !== at.value && text !== held) setText(held)
  const why = whyNot(typed, { whole, min, max })
  const type = (next: string) => {
    setText(next)
    set(typedNumber(next, decimalSign()))
  }
  return (
    <Field
      {...field}
      pointer={at.pointer}
      refused={why}
      // Where no form is sent, nothing else would tell it.
      error={error || (typeof typed === 'string' || !isInForm ? why : '')}
    >
      {(ties) => (
        <span className={large ? 'number large' : 'number'}>
          <input
            {...ties}
            inputMode={whole ? 'numeric' : 'decimal'}
            autoComplete='off'
            value={text}
            onChange={(e) => type(e.target.value)}
            onPaste={(e) => pasteLines(e, type)}
          />
          {typeof typed === 'number' && isOtherwiseRead(text, typed) && (
            <small>{`= ${formatNumber(typed, mostDigits)}`}</small>
          )}
          {unit && <small>{unit}</small>}
        </span>
      )}
    </Field>
  )
}

/** Of a break between lines a browser makes a space, which may stand inside a number: two figures would become one. */
function pasteLines(event: ClipboardEvent<HTMLInputElement>, type: (next: string) => void) {
  const pasted = event.clipboardData.getData('text/plain').trim()
  if (!/[\r\n]/.test(pasted)) return
  event.preventDefault()
  const input = event.currentTarget
  const { selectionStart, selectionEnd, value } = input
  const lines = pasted.replace(/\s*[\r\n]\s*/g, ' / ')
  input.setRangeText(lines, selectionStart ?? value.length, selectionEnd ?? value.length, 'end')
  type(input.value)
}

/** A day, by the browser's own calendar; '' while nothing is chosen. */
export function DayField({ at, min, max, ...field }: FieldProps & { at: At<Day>; min?: Day; max?: Day }) {
  const set = useSet(at)
  return (
    <Field {...field} pointer={at.pointer}>
      {(ties) => (
        <input
          {...ties}
          type='date'
          min={min}
          max={max}
          value={at.value}
          onChange={(e) => set(e.target.value)}
        />
      )}
    </Field>
  )
}

export type Option<V extends string> = { value: V; text: string; disabled?: boolean }

/** One of a few; `none` is the text of the empty choice and allows ''. */
export function SelectField<V extends string>({
  at,
  options,
  none,
  ...field
}: FieldProps & { at: At<V>; options: Option<V>[]; none?: string }) {
  const set = useSet(at)
  return (
    <Field {...field} pointer={at.pointer}>
      {(ties) => (
        <select {...ties} value={at.value} onChange={(e) => set(e.target.value as V)}>
          {(none !== undefined || !options.some((o) => o.value === at.value)) && (
            <option value=''>{none ?? t('Please choose')}</option>
          )}
          {options.map((option) => (
            <option key={option.value} value={option.value} disabled={option.disabled}>
              {capital(option.text)}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}

export function CheckField({ at, label, ...field }: FieldProps & { at: At<boolean> }) {
  const set = useSet(at)
  return (
    <Field {...field} label='' unlabelled pointer={at.pointer}>
      {(ties) => (
        <span className='choice'>
          <input {...ties} type='checkbox' checked={at.value} onChange={(e) => set(e.target.checked)} />
          <label htmlFor={ties.id}>{label}</label>
        </span>
      )}
    </Field>
  )
}

type RadioProps<V extends string> = FieldProps & {
  at: At<V>
  options: (Option<V> & { note?: ReactNode })[]
  /** Side by side instead of below each other. */
  inline?: boolean
}

export function RadioGroup<V extends string>({ at, options, inline, ...field }: RadioProps<V>) {
  const set = useSet(at)
  return (
    <Field {...field} pointer={at.pointer} group>
      {({ id, required }) => (
        <div className={inline ? 'choices inline' : 'choices'}>
          {options.map((option) => (
            <span className='choice' key={option.value}>
              <input
                type='radio'
                id={`${id}-${option.value}`}
                name={id}
                required={required}
                disabled={option.disabled}
                checked={at.value === option.value}
                onChange={() => set(option.value)}
              />
              <label htmlFor={`${id}-${option.value}`}>
                {typeof option.text === 'string' ? capital(option.text) : option.text}
                {option.note && <small>{option.note}</small>}
              </label>
            </span>
          ))}
        </div>
      )}
    </Field>
  )
}

/** A file to be sent with `sendFile`; null while none is chosen. */
export function FileField({ at, accept, ...field }: FieldProps & { at: At<File | null>; accept?: string }) {
  const set = useSet(at)
  return (
    <Field {...field} pointer={at.pointer}>
      {(ties) => (
        <input {...ties} type='file' accept={accept} onChange={(e) => set(e.target.files?.[0] ?? null)} />
      )}
    </Field>
  )
}
