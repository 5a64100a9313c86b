// The form of the page of parts, with a refusal on purpose; in development only.
import { Button } from '../../../kit/button.tsx'
import { CheckGroup } from '../../../kit/check-group.tsx'
import { useDraft } from '../../../kit/draft.ts'
import { FieldRow } from '../../../kit/field.tsx'
import {
  CheckField,
  DayField,
  NumberField,
  RadioGroup,
  SelectField,
  TextArea,
  TextField,
} from '../../../kit/fields.tsx'
import { Form } from '../../../kit/form.tsx'
import type { TypedNumber } from '../../../kit/numbers.ts'
import { Picker } from '../../../kit/picker.tsx'
import { Refusal } from '../../../kit/refusal.ts'
import { SaidDateField } from '../../../kit/said-date-field.tsx'
import { nameOf, saySaid } from '../../../kit/words.ts'
import { both, find, indicator } from './kit-sample.tsx'

/** Refuses whatever is sent, so that reasons can be seen. */
const refuse = async () => {
  await new Promise((done) => setTimeout(done, 700))
  throw new Refusal({
    kind: 'invalid',
    status: 422,
    title: both('Please check what is marked.', '请检查标出的内容。'),
    errors: [
      {
        pointer: '/seats',
        code: 'over-quota',
        detail: both('Only 3 seats are left for this post.', '该职务只剩 3 个名额。'),
      },
      {
        pointer: '/elsewhere',
        code: 'x',
        detail: both('The class has already begun.', '训练班已经开班。'),
      },
    ],
  })
}

export function FormSample() {
  const draft = useDraft({
    title: both('White iron group, first half-year', '白铁小组上半年计划'),
    place: '',
    why: '',
    seats: 4 as TypedNumber,
    members: 168 as TypedNumber,
    from: '1954-02-14',
    said: '1954-02-mid',
    outlook: 'develop' as 'develop' | 'maintain' | 'restrict',
    form: '',
    posts: ['A'],
    agreed: false,
  })
  return (
    <Form
      draft={draft}
      submit={refuse}
      action={both('Save', '保存')}
      beside={<Button>{both('Cancel', '取消')}</Button>}
    >
      <TextField at={draft.at('title')} label={both('Title', '标题')} required />
      <Picker
        at={draft.at('place')}
        label={both('County or city', '县（市）')}
        load={find}
        hint={both('Type a name in either language, or a code.', '可输入中文、拼音或代码。')}
        required
      />
      <FieldRow>
        <NumberField
          at={draft.at('seats')}
          label={both('Seats', '名额')}
          unit={both('persons', '人')}
          whole
          min={0}
          required
        />
        <DayField at={draft.at('from')} label={both('From', '自')} />
        <SelectField
          at={draft.at('form')}
          label={both('Form', '组织形式')}
          none={both('any', '不限')}
          options={[{ value: 'group', text: nameOf(indicator) }]}
          required={false}
        />
      </FieldRow>
      <SaidDateField
        at={draft.at('said')}
        label={both('First stage began', '第一阶段开始')}
        hint={saySaid(draft.value.said)}
      />
      <RadioGroup
        at={draft.at('outlook')}
        label={both('Outlook', '发展前景')}
        options={[
          {
            value: 'develop',
            text: both('Develop', '发展'),
            note: both('Orders cover the output', '销路有保证'),
          },
          { value: 'maintain', text: both('Maintain', '维持') },
          { value: 'restrict', text: both('Restrict', '限制') },
        ]}
      />
      <TextArea at={draft.at('why')} label={both('Why', '理由')} required={false} />
      <NumberField
        at={draft.at('members')}
        label={both('Members', '组员')}
        large
        whole
        hint={both('April 151 · expected 149 to 163', '四月 151 · 预计 149–163')}
      />
      <CheckGroup
        label={both('Posts called', '召集的职务')}
        pointer='/posts'
        options={['A', 'B', 'C'].map((value) => ({ value, text: value }))}
        chosen={draft.value.posts}
        onChange={draft.at('posts').set}
      />
      <CheckField at={draft.at('agreed')} label={both('The presenter has consented', '介绍人已同意')} />
    </Form>
  )
}
