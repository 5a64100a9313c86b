// The forms for one entry of the short lists: new ones get a code that stays; of those in use what figures rest on
// stays.
import type { CallReply } from '../../../base/call.ts'
import { emptyText } from '../../../base/words.ts'
import { useSend } from '../../../kit/api.ts'
import { Bilingual } from '../../../kit/bilingual.tsx'
import { CheckGroup } from '../../../kit/check-group.tsx'
import { useDraft } from '../../../kit/draft.ts'
import { CodeField, RetiredField } from '../../../kit/entry-list.tsx'
import { FieldRow } from '../../../kit/field.tsx'
import { CheckField, NumberField, SelectField } from '../../../kit/fields.tsx'
import { Form } from '../../../kit/form.tsx'
import type { TypedNumber } from '../../../kit/numbers.ts'
import { numberOf } from '../../../kit/typed-number.ts'
import { t } from '../../../kit/words.ts'
import {
  addForm,
  addPost,
  addTrade,
  changeForm,
  changePost,
  changeTrade,
  type listForms,
  type listPosts,
  type listTrades,
} from '../../lists/contract.ts'
import { type OrganisationKind, organisationKindNames, organisationKinds } from '../../lists/rules.ts'
import { formOptions } from '../parts/forms.ts'

type FormEntry = CallReply<typeof listForms>['forms'][number]
type PostEntry = CallReply<typeof listPosts>['posts'][number]
type TradeEntry = CallReply<typeof listTrades>['trades'][number]

export function FormEditor({ form, onClose }: { form: FormEntry | null; onClose: () => void }) {
  const draft = useDraft({
    code: form?.code ?? '',
    names: form?.names ?? emptyText,
    plural: form?.plural ?? emptyText,
    kind: form?.kind ?? ('' as OrganisationKind | ''),
    counted: form?.counted ?? true,
    leastMembers: form?.leastMembers ?? (null as TypedNumber),
    mostMembers: form?.mostMembers ?? (null as TypedNumber),
    retired: Boolean(form?.retiredOn),
  })
  const [add, edit] = [useSend(addForm), useSend(changeForm)]
  const isUsed = form?.isUsed ?? false
  return (
    <Form
      draft={draft}
      action={form ? t('Save') : t('Add')}
      submit={({ code, retired, kind, ...body }) => {
        const entry = {
          ...body,
          leastMembers: numberOf(body.leastMembers, '/leastMembers'),
          mostMembers: numberOf(body.mostMembers, '/mostMembers'),
          kind: kind as OrganisationKind,
          counted: body.counted && kind === 'member_owned',
        }
        return form
          ? edit.send({ params: { formId: form.id }, body: { ...entry, retired } })
          : add.send({ body: { ...entry, code } })
      }}
      onDone={onClose}
    >
      <Bilingual at={draft.at('names')} label={t('Name of one unit')} required />
      <Bilingual
        at={draft.at('plural')}
        label={t('Name of several')}
        hint={t('For heads of tables: short')}
        required
      />
      {!form && <CodeField at={draft.at('code')} />}
      <SelectField
        at={draft.at('kind')}
        label={t('What it is')}
        hint={isUsed ? t('Units have this form, so its nature stays.') : undefined}
        disabled={isUsed}
        options={organisationKinds.map((one) => ({ value: one, text: t(organisationKindNames[one]) }))}
        required
      />
      {draft.value.kind === 'member_owned' && (
        <>
          <CheckField
            at={draft.at('counted')}
            label={t('Plans and totals count its units and members')}
            disabled={isUsed}
          />
          <FieldRow>
            <NumberField
              at={draft.at('leastMembers')}
              label={t('Members, usually at least')}
              whole
              min={1}
              required={false}
            />
            <NumberField
              at={draft.at('mostMembers')}
              label={t('Members, usually at most')}
              whole
              min={1}
              required={false}
            />
          </FieldRow>
        </>
      )}
      {form && <RetiredField at={draft.at('retired')} />}
    </Form>
  )
}

export function PostEditor({ post, onClose }: { post: PostEntry | null; onClose: () => void }) {
  const draft = useDraft({
    code: post?.code ?? '',
    names: post?.names ?? emptyText,
    forms: post?.forms ?? [],
    singleSeat: post?.singleSeat ?? true,
    retired: Boolean(post?.retiredOn),
  })
  const [add, edit] = [useSend(addPost), useSend(changePost)]
  const { forms } = draft.value
  const offered = formOptions((form) => form.retiredOn === null || forms.includes(form.code))
  return (
    <Form
      draft={draft}
      action={post ? t('Save') : t('Add')}
      submit={({ code, retired, ...body }) =>
        post
          ? edit.send({ params: { postId: post.id }, body: { ...body, retired } })
          : add.send({ body: { ...body, code } })
      }
      onDone={onClose}
    >
      <Bilingual at={draft.at('names')} label={t('Name')} required />
      {!post && <CodeField at={draft.at('code')} />}
      <CheckGroup
        label={t('Units that have it')}
        pointer='/forms'
        options={offered}
        chosen={forms}
        onChange={(next) => draft.set({ ...draft.value, forms: next })}
        needed={t('Please choose at least one form of unit that has it.')}
      />
      <CheckField at={draft.at('singleSeat')} label={t('Only one person holds it at a time')} />
      {post && <RetiredField at={draft.at('retired')} />}
    </Form>
  )
}

export function TradeEditor({ trade, onClose }: { trade: TradeEntry | null; onClose: () => void }) {
  const draft = useDraft({
    code: trade?.code ?? '',
    names: trade?.names ?? emptyText,
    retired: Boolean(trade?.retiredOn),
  })
  const [add, edit] = [useSend(addTrade), useSend(changeTrade)]
  return (
    <Form
      draft={draft}
      action={trade ? t('Save') : t('Add')}
      submit={({ code, names, retired }) =>
        trade
          ? edit.send({ params: { tradeId: trade.id }, body: { names, retired } })
          : add.send({ body: { code, names } })
      }
      onDone={onClose}
    >
      <Bilingual at={draft.at('names')} label={t('Name')} required />
      {!trade && <CodeField at={draft.at('code')} />}
      {trade && <RetiredField at={draft.at('retired')} />}
    </Form>
  )
}
