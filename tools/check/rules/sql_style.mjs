import { bare, lineAt } from '../sql.mjs'

export const rule = 'sql'
export const about = 'time is a parameter, columns are named, a query says what it is for; migrations are numbered; C++ of modules holds no SQL'

const CLOCK = /\b(now\s*\(|current_date|current_timestamp|current_time|localtime|localtimestamp|clock_timestamp|statement_timestamp|transaction_timestamp|timeofday)/g

export function check(tree) {
  const mistakes = []
  for (const file of tree.sql) {
    const text = tree.text(file), sql = bare(text)
    const say = (index, what) => mistakes.push(`${file}:${lineAt(sql, index)}: ${what}`)
    for (const match of sql.matchAll(CLOCK)) say(match.index, `${match[1].replace('(', '').trim()}: pass the time in`)
    for (const match of sql.matchAll(/\bselect\s+(?:distinct\s+)?(?:\w+\.)?\*/g)) say(match.index, 'select *: name the columns')
    if (file.includes('/sql/') && !text.startsWith('--')) say(0, 'say at its head what the query is for (-- ...)')
  }
  for (const part of tree.parts.values()) {
    tree.files.filter((file) => file.startsWith(`${part.folder}/migrations/`)).forEach((file, at) => {
      const number = String(at + 1).padStart(4, '0')
      if (!new RegExp(`/migrations/${number}_[a-z0-9_]+\\.sql$`).test(file)) mistakes.push(`${file}: should be ${number}_name.sql`)
    })
  }
  for (const file of tree.cpp.filter((one) => one.startsWith('modules/') && !tree.isTest(one))) {
    tree.lines(file).forEach((line, at) => {
      if (/"\s*(select\s.+\sfrom|insert\s+into|update\s+\w+\.?\w*\s+set|delete\s+from)\s/i.test(line)) {
        mistakes.push(`${file}:${at + 1}: SQL stands in sql/, one query a file`)
      }
    })
  }
  return mistakes
}
