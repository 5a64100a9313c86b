// Copies a text and says so, or what to do instead; left out where the browser does not allow it.
import { Button } from './button.tsx'
import { said } from './said.tsx'

type Props = { text: string; children: string; done: string; failed: string }

export function CopyButton({ text, children, done, failed }: Props) {
  if (!navigator.clipboard) return null
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => said(done),
      () => said(failed),
    )
  return <Button onClick={copy}>{children}</Button>
}
