// Every page that is measured. A new page is a new line here, and nothing else.
//
//   name  what it is called in the table
//   path  its address; or an async function that makes one, given { administrator, data, as } (see links.mjs)
//   as    who looks at it; without, somebody who is not signed in

import { asked, former, half, halfOf, invitation, progress, results, reviews, survey, team, workshop } from './links.mjs'
import { administrator, employee, lead, manager, peer } from './people.mjs'

export const pages = [
  { name: 'Sign in', path: '/sign-in' },
  { name: 'Forgot password', path: '/forgot-password' },
  { name: 'Set password', path: invitation },
  { name: 'Home', path: '/', as: lead },
  { name: 'Account', path: '/account', as: employee },
  { name: 'My data', path: '/account/data', as: employee },
  { name: 'Directory', path: '/people', as: employee },
  { name: 'Org chart', path: '/people/chart', as: employee },
  { name: 'Desk', path: '/reports', as: manager },
  { name: 'Teams', path: '/teams', as: employee },
  { name: 'Team health', path: team, as: lead },
  { name: 'Join a workshop', path: '/workshops', as: employee },
  { name: 'Start a workshop', path: workshop, as: lead },
  { name: 'Company', path: '/company', as: employee },
  { name: 'Compare teams', path: '/compare', as: administrator },
  { name: 'Goals', path: '/goals', as: lead },
  { name: 'Goals, table', path: '/goals?view=table', as: lead },
  { name: 'New goal', path: '/goals/new', as: lead },
  { name: 'Check in', path: '/goals/check-in', as: lead },
  { name: 'Development plan', path: '/plan', as: employee },
  { name: 'Review, own half', path: half, as: employee },
  { name: "Review, manager's half", path: halfOf, as: manager },
  { name: 'Review, what a peer writes', path: asked, as: peer },
  { name: 'Projects', path: '/projects', as: employee },
  { name: 'Answering', path: survey, as: employee },
  { name: 'People (administration)', path: '/admin/people', as: administrator },
  { name: 'Take a name away', path: former, as: administrator },
  { name: 'Import', path: '/admin/people/import', as: administrator },
  { name: 'Teams (administration)', path: '/admin/teams', as: administrator },
  { name: 'Projects (administration)', path: '/admin/projects', as: administrator },
  { name: 'Results', path: results, as: employee },
  { name: 'Import a former survey', path: '/admin/surveys/import', as: administrator },
  { name: 'Questionnaires', path: '/admin/questionnaires', as: administrator },
  { name: 'Questionnaire', path: '/admin/questionnaires/team-review', as: administrator },
  { name: 'Questionnaire, preview', path: '/admin/questionnaires/company-review/preview', as: administrator },
  { name: 'Policies for goals', path: '/admin/goals', as: administrator },
  { name: 'Retention', path: '/admin/retention', as: administrator },
  { name: 'Cycles (administration)', path: '/admin/cycles', as: administrator },
  { name: 'Audit', path: '/admin/audit', as: administrator },
  { name: 'Launch personal reviews', path: reviews, as: administrator },
  { name: 'Progress of personal reviews', path: progress, as: administrator },
]
