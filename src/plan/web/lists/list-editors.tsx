// The forms for one outlook and for one section.
import type { CallReply } from '../../../base/call.ts'
import { emptyText, isEmptyText } from '../../../base/words.ts'
import { useSend } from '../../../kit/api.ts'
import { Bilingual } from '../../../kit/bilingual.tsx'
import { useDraft } from '../../../kit/draft.ts'
import { CodeField, RetiredField } from '../../../kit/entry-list.tsx'
import { CheckField, SelectField } from '../../../kit/fields.tsx'
import { Form } from '../../../kit/form.tsx'
import { t } from '../../../kit/words.ts'
import { addOutlook, addSection, changeOutlook, changeSection, type planLists } from '../../lists/contract.ts'
import { type OutlookTone, outlookToneNames, outlookTones } from '../../lists/rules.ts'

type Lists = CallReply<typeof planLists>
type OutlookProps = { outlook: Lists['outlooks'][number] | null; programmeId: string; onClose: () => void }

export function OutlookEditor({ outlook, programmeId, onClose }: OutlookProps) {
  const draft = useDraft({
    code: outlook?.code ?? '',
    names: outlook?.names ?? emptyText,
    short: outlook?.short ?? emptyText,
    barsGrowth: outlook?.barsGrowth ?? false,
    tone: outlook?.tone ?? ('plain' as OutlookTone),
    retired: Boolean(outlook?.retiredOn),
  })
  const [add, edit] = [useSend(addOutlook), useSend(changeOutlook)]
  return (
    <Form
      draft={draft}
      action={outlook ? t('Save') : t('Add')}
      submit={({ code, short, retired, ...rest }) => {
        const body = { ...rest, short: isEmptyText(short) ? null : short }
        return outlook
          ? edit.send({ params: { outlookId: outlook.id }, body: { ...body, retired } })
          : add.send({ body: { ...body, programmeId, code } })
      }}
      onDone={onClose}
    >
      <Bilingual at={draft.at('names')} label={t('Name')} required />
      <Bilingual
        at={draft.at('short')}
        label={t('Short name')}
        hint={t('In tables, where that is shorter')}
        required={false}
      />
      {!outlook && <CodeField at={draft.at('code')} />}
      <CheckField
        at={draft.at('barsGrowth')}
        label={t('Whoever plans growth all the same says why')}
        hint={outlook?.isUsed ? t('Condition sheets say this already, so it stays as it is.') : undefined}
        disabled={outlook?.isUsed}
      />
      <SelectField
        at={draft.at('tone')}
        label={t('Marked')}
        options={outlookTones.map((value) => ({ value, text: t(outlookToneNames[value]) }))}
        required
      />
      {outlook && <RetiredField at={draft.at('retired')} />}
    </Form>
  )
}

type SectionProps = { section: Lists['sections'][number] | null; programmeId: string; onClose: () => void }

export function SectionEditor({ section, programmeId, onClose }: SectionProps) {
  const draft = useDraft({
    code: section?.code ?? '',
    names: section?.names ?? emptyText,
    about: section?.about ?? emptyText,
    retired: Boolean(section?.retiredOn),
  })
  const [add, edit] = [useSend(addSection), useSend(changeSection)]
  return (
    <Form
      draft={draft}
      action={section ? t('Save') : t('Add')}
      submit={({ code, retired, ...body }) =>
        section
          ? edit.send({ params: { sectionId: section.id }, body: { ...body, retired } })
          : add.send({ body: { ...body, programmeId, code } })
      }
      onDone={onClose}
    >
      <Bilingual at={draft.at('names')} label={t('Name')} required />
      <Bilingual at={draft.at('about')} label={t('What its lines are about')} maxLength={300} />
      {!section && <CodeField at={draft.at('code')} />}
      {section && <RetiredField at={draft.at('retired')} />}
    </Form>
  )
}
