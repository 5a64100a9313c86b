// Every part of the kit on one page, in development only. Its texts are data, not words of the interface.

import { useState } from 'react'
import { Router } from 'wouter'
import { Button, ButtonLink } from '../../kit/button.tsx'
import { Confirm, Dialog } from '../../kit/dialog.tsx'
import { Graph } from '../../kit/graph.tsx'
import { Illustrative, PersonName, Quiet, Tag, ThreadLink } from '../../kit/marks.tsx'
import { MonthChart } from '../../kit/month-chart.tsx'
import { Columns, Facts, Page, Particulars, Rows, Section, Tabs } from '../../kit/page.tsx'
import { Paper, PrintButton, Signatures } from '../../kit/paper.tsx'
import { QR } from '../../kit/qr.tsx'
import { Refusal } from '../../kit/refusal.ts'
import { said } from '../../kit/said.tsx'
import { Empty, Failed, Loading, Notice } from '../../kit/states.tsx'
import { Table } from '../../kit/table.tsx'
import { nameOf, saySaid } from '../../kit/words.ts'
import { Shell } from './frame/shell.tsx'
import { FormSample } from './kit-forms.tsx'
import { both, columns, counties, indicator, matrix, names, who } from './kit-sample.tsx'

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
      <Columns
        side={
          <>
            <Section title={both('Today', '今天')}>
              <Rows
                of={[
                  {
                    key: '1',
                    mark: <time>08:30</time>,
                    text: both('General line of the transition period', '过渡时期总路线'),
                    note: both('Study · main hall', '学习 · 大礼堂'),
                  },
                  {
                    key: '2',
                    mark: <time>14:00</time>,
                    text: both('Xuchang tin group: how we began', '许昌白铁小组：我们是怎样办起来的'),
                    note: <ThreadLink kind='case' id='1' />,
                  },
                ]}
              />
            </Section>
            <Section title={both('Needs you', '待办')}>
              <Rows
                of={[
                  {
                    key: '1',
                    mark: <Tag tone='accent'>{both('Jia', '郏县')}</Tag>,
                    text: both(
                      'No nomination for the committee office; deadline passed yesterday',
                      '县委办公室尚无推荐，昨日已过期限',
                    ),
                  },
                  {
                    key: '2',
                    mark: <Tag tone='warn'>{both('Yancheng', '郾城')}</Tag>,
                    text: both('Director holds no appointment on the first day', '主任在开班日无任职'),
                  },
                  {
                    key: '3',
                    mark: <Tag>{both('Xihua', '西华')}</Tag>,
                    text: both('One group head excused', '一名组长请假'),
                  },
                ]}
              />
            </Section>
          </>
        }
      >
        <Table label={both('Seats', '名额')} matrix columns={matrix} rows={counties} rowKey={(c) => c.id} />
        <p className='note'>
          {both(
            'Outlined: a seat without an accepted person. Numbers of seats are',
            '加框：尚无录取人员的名额。名额数为',
          )}{' '}
          <Illustrative />
          {both('; the article names the posts, not the counts.', '；原文只列职务，未列人数。')}
        </p>
      </Columns>
      <Section
        title={nameOf(indicator)}
        actions={<Button>{both('As of …', '截至……')}</Button>}
        note={
          <>
            {both('On the borders of 30 June 1954.', '按一九五四年六月三十日的区划。')} <Illustrative />
          </>
        }
      >
        <Table
          label={both('groups', '分组')}
          columns={columns}
          rows={counties}
          rowKey={(c) => c.id}
          href={(c) => `/kit?${c.id}`}
          marked={(c) => c.state === 'accent'}
        />
        <MonthChart
          label={nameOf(indicator)}
          unit={both('count', '个')}
          points={[
            { month: '1954-01', target: 181, actual: 181 },
            { month: '1954-02', target: 190, actual: 188 },
            { month: '1954-03', target: 210, actual: 205 },
            { month: '1954-04', target: 228, actual: null },
            { month: '1954-05', target: 246, actual: 219 },
            { month: '1954-06', target: 264, actual: null, ahead: true },
          ]}
        />
      </Section>
      <Section title={both('Thread', '脉络')}>
        <Graph
          label={both('thread', '脉络')}
          columns={[
            { key: 'clause', title: both('Clause', '条款') },
            { key: 'case', title: both('Case', '经验') },
            { key: 'card', title: both('Misconception', '模糊认识') },
            { key: 'line', title: both('Plan line', '计划指标项') },
            { key: 'report', title: both('Report', '报告') },
          ]}
          nodes={[
            {
              id: '1',
              column: 'clause',
              text: both('Clause 4: from supply and sale', '第四条：从供销入手'),
              note: both('General line', '总路线'),
              href: '/kit',
            },
            {
              id: '2',
              column: 'clause',
              text: both('Clause 7: voluntary joining', '第七条：自愿原则'),
              href: '/kit',
            },
            {
              id: '3',
              column: 'case',
              text: both('Xuchang tin group, step 2', '许昌白铁小组 第二步'),
              note: both('joint purchase', '联购'),
              href: '/kit',
            },
            {
              id: '4',
              column: 'card',
              text: both('“Bigger at once is better”, held by many group heads', '“越大越好”'),
              href: '/kit',
            },
            {
              id: '5',
              column: 'line',
              text: both('Production groups, white iron: 6 → 16', '白铁生产小组 6 → 16'),
              note: both('Jia', '郏县'),
              current: true,
            },
            { id: '6', column: 'report', text: both('May: 9', '五月：9'), href: '/kit' },
            { id: '7', column: 'report', text: both('June: 11', '六月：11'), href: '/kit' },
          ]}
          edges={[
            { from: '1', to: '3' },
            { from: '2', to: '4' },
            { from: '3', to: '5' },
            { from: '4', to: '5' },
            { from: '1', to: '5' },
            { from: '5', to: '6' },
            { from: '5', to: '7' },
          ]}
        />
      </Section>
      <Columns
        side={
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
        }
      >
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
