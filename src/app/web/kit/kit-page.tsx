// Every part of the kit on one page, in development only. Its texts are data, not words of the interface.
import { useState } from 'react'
import { Router } from 'wouter'
import { Button, ButtonLink } from '../../../kit/button.tsx'
import { Confirm, Dialog } from '../../../kit/dialog.tsx'
import { PersonName, Quiet, Tag } from '../../../kit/marks.tsx'
import { Columns, Facts, Page, Particulars, Section, Tabs } from '../../../kit/page.tsx'
import { Paper, PrintButton, Signatures } from '../../../kit/paper.tsx'
import { QR } from '../../../kit/qr.tsx'
import { Refusal } from '../../../kit/refusal.ts'
import { said } from '../../../kit/said.tsx'
import { Empty, Failed, Loading, Notice } from '../../../kit/states.tsx'
import { Table } from '../../../kit/table.tsx'
import { saySaid } from '../../../kit/words.ts'
import { Shell } from '../frame/shell.tsx'
import { FiguresSample, ThreadSample } from './kit-charts.tsx'
import { ClassSample } from './kit-class.tsx'
import { FormSample } from './kit-forms.tsx'
import { both, columns, counties, names, who } from './kit-sample.tsx'

export function KitPage() {
  return (
    <Router>
      <Shell
        who={who}
        area='convene'
        status={{ convene: '122/125', study: '✓', cases: '4', examine: both('open', '开放'), plan: '14/19' }}
        onSignOut={() => said(both('Done', '完成'))}
      >
        {location.hash === '#paper' ? <PaperSample /> : <Parts />}
      </Shell>
    </Router>
  )
}

function Parts() {
  const [open, setOpen] = useState<'dialog' | 'confirm' | null>(null)
  return (
    <Page
      title={both('Training class for handicraft cooperation', '手工业合作化训练班')}
      beside={<Tag tone='good'>{both('open', '进行中')}</Tag>}
      crumbs={[
        { text: both('Xuchang Special District', '许昌专区'), href: '/' },
        { text: both('Classes', '训练班'), href: '/' },
        { text: both('Luohe, 1954', '漯河，一九五四年') },
      ]}
      lead={both(
        'Luohe City, mid-February to early March 1954. Six posts from nineteen counties and cities study the policy, learn from four units, and draw up the plan for the first half-year.',
        '一九五四年二月中旬至三月上旬，在漯河市举办。十九个县（市）的六种职务人员学习“统一领导、积极稳步”的方针——听取四个单位的经验……，并制订上半年计划。',
      )}
      actions={
        <>
          <PrintButton />
          <Button onClick={() => setOpen('dialog')}>{both('Papers', '文件')}</Button>
          <Button kind='primary' onClick={() => setOpen('confirm')}>
            {both('Propose seats', '提出名额')}
          </Button>
        </>
      }
    >
      <Facts
        of={[
          { figure: 125, label: both('seats in 19 places', '名额，19 个地区') },
          { figure: 122, label: both('accepted', '已录取'), href: '/' },
          { figure: 2, label: both('waiting', '候补') },
          { figure: '96%', label: both('present, last session', '上次到课') },
          {
            figure: (
              <>
                16 <small>{both('of 19', '/ 19')}</small>
              </>
            ),
            label: both('reported for May', '已报五月进度'),
          },
        ]}
      />
      <Tabs
        label={both('tabs', '标签')}
        of={[
          { text: both('Seats', '名额'), href: '/kit', current: true },
          { text: both('Nominations', '推荐'), href: '/kit?n' },
          { text: both('Timetable', '课程表'), href: '/kit?t' },
          { text: both('Attendance', '考勤'), href: '/kit?a' },
        ]}
      />
      <ClassSample />
      <FiguresSample />
      <ThreadSample />
      <Columns side={<StatesSample />}>
        <Section title={both('Form', '表单')}>
          <FormSample />
        </Section>
        <Section title={both('Particulars', '详情')}>
          <Particulars
            of={[
              { label: both('Venue', '地点'), value: both('Luohe City', '漯河市') },
              { label: both('Days', '日期'), value: saySaid('1954-02-mid') },
            ]}
          />
          <div className='actions'>
            <Button kind='danger'>{both('Withdraw', '撤回')}</Button>
            <Button kind='link'>{both('Details', '详细')}</Button>
            <Button disabled>{both('Closed', '已关闭')}</Button>
            <Button busy>{both('Busy', '进行中')}</Button>
            <Button small onClick={() => said(both('Saved.', '已保存。'))}>
              {both('Say', '提示')}
            </Button>
            <ButtonLink href='/kit#paper'>{both('Paper', '打印件')}</ButtonLink>
          </div>
        </Section>
      </Columns>
      <Dialog title={both('Papers', '文件')} open={open === 'dialog'} onClose={() => setOpen(null)}>
        <p>{both('Notice, roster, timetable.', '通知、名册、课程表。')}</p>
      </Dialog>
      <Confirm
        title={both('Return the plan of Jia County', '退回郏县的计划')}
        open={open === 'confirm'}
        onClose={() => setOpen(null)}
        action={both('Return for revision', '退回修改')}
        reason={both('What should be changed?', '需要修改什么？')}
        onConfirm={async () => undefined}
      >
        <p>{both('The county will see your reason beside each line.', '该县会在各项旁看到您的理由。')}</p>
      </Confirm>
    </Page>
  )
}

function StatesSample() {
  return (
    <Section title={both('States', '状态')}>
      <Loading lines={3} />
      <Empty action={<Button kind='primary'>{both('Add a session', '添加课时')}</Button>}>
        {both(
          'No sessions yet. The timetable begins with the first one.',
          '还没有课时。从第一节课开始排课程表。',
        )}
      </Empty>
      <Failed
        refusal={
          new Refusal({
            kind: 'unavailable',
            status: 503,
            title: both('The server cannot be reached.', '连接不上服务器。'),
            detail: both('Check the connection and try again.', '请检查网络后重试。'),
          })
        }
        retry={() => said(both('Loading', '载入中'))}
      />
      <Notice tone='warn' title={both('Conditions first', '先有情况')}>
        {both('There is no condition sheet for this trade.', '该行业还没有情况表。')}
      </Notice>
      <QR text='http://localhost:4754/invitation/abc' label='QR' />
      <p>
        <PersonName of={names('李德山', 'Li Deshan')} href='/kit' />{' '}
        <Quiet>{both('group head', '组长')}</Quiet>
      </p>
    </Section>
  )
}

function PaperSample() {
  const rows = Array.from({ length: 46 }, (_, at) => ({ ...counties[at % 5], id: String(at) }))
  return (
    <Paper
      title={both('Roster of the training class', '训练班学员名册')}
      issuer={both('Xuchang Special District', '许昌专区')}
      number={both('No. 12', '第 12 号')}
      lead={`${both('Luohe City', '漯河市')} · ${saySaid('1954-02-mid')}`}
    >
      <Table label={both('roster', '名册')} columns={columns} rows={rows} rowKey={(c) => c.id} />
      <Signatures of={[both('Head of the class', '班主任'), both('Production section', '生产科')]} />
    </Paper>
  )
}
