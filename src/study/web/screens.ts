// The screens of study.
import { msg } from '../../base/words.ts'
import { inArea, type Stage } from '../../kit/screen.ts'

export const stage: Stage = { area: 'study', part: 'loop', at: 2, ch: '学', title: msg('Study') }

export const screens = inArea('study', [
  { path: '/study', entrance: true, load: () => import('./study-page.tsx').then((m) => m.StudyPage) },
  {
    path: '/study/policies/:policyId',
    guide: 'study-policies',
    load: () => import('./policies/policy-page.tsx').then((m) => m.PolicyPage),
  },
  {
    path: '/study/policies/:policyId/import',
    guide: 'study-policies',
    load: () => import('./policies/import-page.tsx').then((m) => m.ImportPage),
  },
  {
    path: '/study/policies/:policyId/questions',
    guide: 'study-policies',
    load: () => import('./policies/policy-questions-page.tsx').then((m) => m.PolicyQuestionsPage),
  },
  {
    path: '/study/classes/:classId/new-check',
    guide: 'study-checks',
    load: () => import('./checks/check-editor-page.tsx').then((m) => m.NewCheckPage),
  },
  {
    path: '/study/checks/:checkId',
    guide: 'study-checks',
    load: () => import('./checks/check-page.tsx').then((m) => m.CheckPage),
  },
  {
    path: '/study/checks/:checkId/edit',
    guide: 'study-checks',
    load: () => import('./checks/check-editor-page.tsx').then((m) => m.EditCheckPage),
  },
  {
    path: '/study/checks/:checkId/results',
    guide: 'study-results',
    load: () => import('./checks/results-page.tsx').then((m) => m.ResultsPage),
  },
])
