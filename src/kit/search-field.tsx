// Words that the server is asked for while they are typed: after a breath, not at every key.
import { useEffect, useRef, useState } from 'react'
import { TextField, type TextProps } from './fields.tsx'

const breath = 250

export function SearchField({ at, ...rest }: Omit<TextProps, 'type'>) {
  /** What is typed, and what was asked for when it was. */
  const [typed, setTyped] = useState({ text: at.value, asked: at.value })
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  // Cleared or gone back to meanwhile: what was being typed before that is not asked for any more.
  // biome-ignore lint/correctness/useExhaustiveDependencies: at each change of what is asked for
  useEffect(() => () => clearTimeout(timer.current), [at.value])
  const set = (text: string) => {
    clearTimeout(timer.current)
    setTyped({ text, asked: at.value })
    timer.current = setTimeout(() => {
      const asked = text.trim()
      setTyped({ text, asked })
      at.set(asked)
    }, breath)
  }
  const value = typed.asked === at.value ? typed.text : at.value
  return <TextField {...rest} at={{ pointer: at.pointer, value, set }} type='search' />
}
