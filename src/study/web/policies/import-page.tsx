// Brings in the text of a policy: choose or paste it here, then check and save it.
import { useState } from 'react'
import { sendFile, useCall } from '../../../kit/api.ts'
import { ButtonLink } from '../../../kit/button.tsx'
import { useDraft } from '../../../kit/draft.ts'
import { FileField, RadioGroup, TextArea } from '../../../kit/fields.tsx'
import { Form } from '../../../kit/form.tsx'
import { Page } from '../../../kit/page.tsx'
import { Loaded } from '../../../kit/states.tsx'
import { htmlLang, nameOf, side, t } from '../../../kit/words.ts'
import { policyPage, previewText } from '../../policies/contract.ts'
import type { TextLanguage } from '../../policies/rules.ts'
import { largestText } from '../../texts/rules.ts'
import { ImportCheck, type Preview } from './import-check.tsx'
import '../study.css'

export function ImportPage({ policyId }: { policyId: string }) {
  const asked = useCall(policyPage, { params: { policyId }, query: {} })
  const [found, setFound] = useState<{ preview: Preview; language: TextLanguage } | null>(null)
  return (
    <Loaded of={asked}>
      {({ policy }) => (
        <Page
          title={t('Import the text')}
          crumbs={[
            { text: t('Study'), href: '/study' },
            { text: nameOf(policy.names), href: `/study/policies/${policyId}` },
          ]}
          lead={t(
            'The text is split at its own numbering. Nothing is saved before you have seen every clause.',
          )}
        >
          {found ? (
            <ImportCheck policyId={policyId} {...found} onBack={() => setFound(null)} />
          ) : (
            <Choose policyId={policyId} onFound={(preview, code) => setFound({ preview, language: code })} />
          )}
        </Page>
      )}
    </Loaded>
  )
}

function Choose({
  policyId,
  onFound,
}: {
  policyId: string
  onFound: (preview: Preview, code: TextLanguage) => void
}) {
  const draft = useDraft({
    language: side() as TextLanguage,
    file: null as File | null,
    text: '',
  })
  const submit = ({ file, text, language: code }: typeof draft.value) => {
    const content = file ?? new Blob([text])
    return sendFile(previewText, { params: { policyId }, query: { language: code } }, content)
  }
  // The language is guessed from the text itself, until the person says which it is.
  const [isSaid, setSaid] = useState(false)
  const guess = (text: string) => {
    const chinese = [...text.slice(0, 4000)].filter((sign) => /[\u4e00-\u9fff\ufffd]/.test(sign)).length
    return isSaid || text.trim() === ''
      ? draft.value.language
      : chinese > text.slice(0, 4000).length / 10
        ? ('zh' as const)
        : ('en' as const)
  }
  const setText = (text: string) => draft.set({ ...draft.value, text, language: guess(text) })
  const setFile = (file: File | null) => {
    draft.set({ ...draft.value, file })
    void file
      ?.slice(0, 12_000)
      .text()
      .then((text) => draft.set({ ...draft.value, file, language: guess(text) }))
  }
  const isTooLarge = (draft.value.file?.size ?? 0) > largestText
  return (
    <Form
      draft={draft}
      submit={submit}
      action={t('Read the text')}
      saidAfter=''
      onDone={(preview) => onFound(preview as Preview, draft.value.language)}
      beside={<ButtonLink href={`/study/policies/${policyId}`}>{t('Cancel')}</ButtonLink>}
    >
      <RadioGroup
        at={{
          ...draft.at('language'),
          set: (language) => {
            setSaid(true)
            draft.at('language').set(language)
          },
        }}
        label={t('Language of the text')}
        inline
        options={[
          { value: 'zh', text: t('Chinese') },
          { value: 'en', text: t('English') },
        ]}
      />
      <FileField
        at={{ pointer: '', value: draft.value.file, set: setFile }}
        label={t('File')}
        accept='.txt,.md,.markdown,text/plain,text/markdown'
        required={false}
        error={
          isTooLarge
            ? t('The text is larger than 1 MB. Import it in parts, or leave pictures out.')
            : undefined
        }
        hint={t('Plain text or Markdown; UTF-8, UTF-16 and GB18030 are recognised')}
      />
      <TextArea
        at={{ ...draft.at('text'), set: setText }}
        label={t('or paste the text here')}
        rows={10}
        required={false}
        disabled={draft.value.file !== null}
        lang={htmlLang(draft.value.language)}
      />
    </Form>
  )
}
