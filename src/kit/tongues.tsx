// The languages there are, each named in itself, to choose from.
import { htmlLang, language, languageName, languages, setLanguage } from './words.ts'

/** `onLanguage` is waited for before the language changes: choosing one loads the page anew. */
export function Tongues({ onLanguage }: { onLanguage?: (code: string) => Promise<unknown> }) {
  const choose = async (code: string) => {
    await onLanguage?.(code)
    setLanguage(code)
  }
  return languages().map((code) => (
    <button
      key={code}
      type='button'
      className='btn link'
      lang={htmlLang(code)}
      aria-current={code === language() ? 'true' : undefined}
      onClick={() => code !== language() && choose(code)}
    >
      {languageName(code)}
    </button>
  ))
}
