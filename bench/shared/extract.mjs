// What the product sends to PostgreSQL for one report, read from the server's own statement log, as a script of pgbench.
// Nothing is written by hand: a statement that changes in the product changes here.
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

const settings = ['log_destination', 'log_statement', 'log_error_verbosity', 'log_parameter_max_length']

/** Lets PostgreSQL log every statement with its parameters, or no longer. */
export function logStatements(instance, on) {
  const values = ["'jsonlog'", "'all'", "'default'", '-1']
  for (const [i, name] of settings.entries()) instance.sql(on ? `alter system set ${name} = ${values[i]}` : `alter system reset ${name}`)
  instance.sql('select pg_reload_conf()')
}

const parameters = (detail) => [...detail.replace(/^[Pp]arameters: /, '').matchAll(/\$\d+ = (NULL|'((?:[^']|'')*)')/g)]
  .map(([, raw, text]) => (raw === 'NULL' ? null : text.replaceAll("''", "'")))

/** Statements of each session that reported, in order: [{sql, values}]. */
export function logged(instance) {
  const folder = join(instance.data, 'log')
  const lines = readdirSync(folder).filter((name) => name.endsWith('.json')).flatMap((name) => readFileSync(join(folder, name), 'utf8').split('\n'))
  const sessions = new Map()
  for (const line of lines.filter(Boolean)) {
    const entry = JSON.parse(line)
    const executed = /^execute [^:]*: (.*)$/s.exec(entry.message ?? '')
    if (!executed) continue
    if (!sessions.has(entry.session_id)) sessions.set(entry.session_id, [])
    sessions.get(entry.session_id).push({ sql: executed[1], values: parameters(entry.detail ?? ''), at: entry.timestamp })
  }
  return [...sessions.values()]
}

/** The statements of the request that wrote `id`: from the one that asked who it is to the last that names the id. */
export function requestOf(sessions, id) {
  const session = sessions.find((statements) => statements.some((one) => one.values.includes(id) && /insert into incidents\.incident\b/i.test(one.sql)))
  if (!session) throw new Error(`no statement of ${id} was logged`)
  const last = session.findLastIndex((one) => one.values.some((value) => value?.includes(id)))
  const first = session.findLastIndex((one, i) => i <= last && /from access\.(session|token)\b/i.test(one.sql))
  return session.slice(first, last + 1)
}

/** All requests that name `id`, in the order of time: the statements of each, as above. What follows them by itself
 *  (deliveries, timers) asks nobody who it is and is none. */
export function requestsOf(sessions, id) {
  const begins = (one) => /from access\.(session|token)\b/i.test(one.sql)
  const requests = []
  for (const statements of sessions) {
    let request = []
    const end = () => {
      const last = request.findLastIndex((one) => one.values.some((value) => value?.includes(id)))
      if (last >= 0 && begins(request[0])) requests.push(request.slice(0, last + 1))
      request = []
    }
    for (const one of statements) {
      if (begins(one)) end()
      request.push(one)
    }
    end()
  }
  return requests.toSorted((a, b) => (a[0].at < b[0].at ? -1 : 1))
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const instant = /^\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d/
const whole = /^-?\d+$/

const bySender = (values) => new Set(values).size > 1 && values.every((value) => value !== null && /^-?[1-9]\d*$/.test(value))

/** Picks the value of sender :k by halving. */
function pick(values, from = 0) {
  if (values.every((value) => value === values[0])) return values[0]
  const half = values.length >> 1
  return `case when :k < ${from + half} then ${pick(values.slice(0, half), from)} else ${pick(values.slice(half), from + half)} end`
}

const bare = (sql) => sql.split('\n').filter((line) => !/^\s*--/.test(line)).join('\n').trim()

/** Types of the parameters of each statement, as PostgreSQL infers them. */
export function parameterTypes(instance, statements) {
  const types = new Map()
  for (const sql of new Set(statements.map((one) => one.sql)))
    types.set(sql, instance.sql(`prepare one as ${bare(sql)};\nselect array_to_string(parameter_types::text[], '|') from pg_prepared_statements where name = 'one'`)
      .split('|').filter(Boolean))
  return types
}

/**
 * The pgbench script of logged requests that follow one another, a pipeline each: one pair of such lists a sender, of
 * places `moved` apart, and the variables it needs as name → value. Ids, numbers and instants grow from transaction to transaction as the product's do; whole numbers differ
 * from sender to sender and with the place; everything else is as the first sender's.
 */
export function script(pairs, moved, types, reach, clients) {
  const begins = new Set(pairs[0][0].map((request, i, all) => all.slice(0, i).reduce((sum, one) => sum + one.length, 0)))
  pairs = pairs.map((pair) => pair.map((requests) => requests.flat()))
  const constants = new Map()
  const constant = (value) => {
    if (value === '') return "''" // pgbench's -D takes no empty value
    if (!constants.has(value)) constants.set(value, `c${constants.size}`)
    return `:${constants.get(value)}`
  }
  const figures = new Map() // expression → variable
  const figure = (expression) => {
    if (!figures.has(expression)) figures.set(expression, `f${figures.size}`)
    return `:${figures.get(expression)}`
  }
  /** How pgbench writes parameter `k` of statement `i`. */
  const written = (i, k, type) => {
    const all = pairs.map(([one]) => one[i].values[k])
    const [a, b] = pairs[0].map((request) => request[i].values[k])
    if (a === null) return `null::${type}`
    if (whole.test(a) && whole.test(b)) {
      const difference = Number(b) - Number(a)
      const along = difference === moved.lon ? ' + :dx' : difference === moved.lat ? ' + :dy' : ''
      if (along || (a === b && bySender(all))) return `${figure(pick(all) + along)}::${type}`
      if (a !== b && type === 'text' && a.length === 6) return `:n6::${type}`
    }
    if (a === b || b === null) return `${constant(a)}::${type}`
    if (uuid.test(a)) return type === 'uuid' ? `(${constant(a.replaceAll('-', '').slice(0, 20))} || :n12)::uuid` : `(${constant(a.slice(0, 24))} || :n12)::${type}`
    if (instant.test(a)) return `(${constant(`${a.slice(0, 19)}.`)} || :n6 || 'Z')::${type}`
    if (/[{[\\\s]/.test(a) || a.length < 20) return `${constant(a)}::${type}` // a document, bytes, words: nothing is sorted by them
    return `(${constant(a.slice(0, -12))} || :n12)::${type}`
  }
  const statements = pairs[0][0].map(({ sql }, i) => {
    if (pairs.some((pair) => pair.some((request) => request[i].sql !== sql))) throw new Error(`not every report ran\n${sql}`)
    const parameters = types.get(sql).map((type, k) => written(i, k, type))
    const ends = i > 0 && begins.has(i) ? '\\endpipeline\n\\startpipeline\n' : ''
    return `${ends}${bare(sql).replace(/\$(\d+)/g, (_, k) => parameters[k - 1])};`
  })
  const text = [
    '\\set turn :turn + 1', `\\set n6 100000 + :turn * ${clients} + :client_id`, '\\set n12 :round * 1000000 + :n6',
    `\\set k random(0, ${pairs.length - 1})`, `\\set dx random(-${reach}, ${reach})`, `\\set dy random(-${reach}, ${reach})`,
    ...[...figures].map(([expression, name]) => `\\set ${name} ${expression}`),
    '\\startpipeline', ...statements, '\\endpipeline', '',
  ].join('\n')
  return { text, variables: [...constants].map(([value, name]) => [name, value]) }
}
