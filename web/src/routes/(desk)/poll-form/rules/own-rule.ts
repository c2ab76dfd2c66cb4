/**
 * Reads rules that somebody wrote: one rule or a list of them, as JSON.
 *
 * Read by ballot-core, the same as on the server, so what is accepted here can be frozen. A place in the text that is no
 * JSON is told by line.
 */
import { checkRule, no, ok, type Misread, type Result, type Rule } from 'ballot-core';

export function readOwnRule(text: string, taken: readonly Rule[]): Result<readonly Rule[], Misread> {
  const parsed = parse(text);
  if (!parsed.ok) return parsed;
  const list = Array.isArray(parsed.value);
  const written: readonly unknown[] = Array.isArray(parsed.value) ? parsed.value : [parsed.value];
  const rules: Rule[] = [];
  for (const [index, value] of written.entries()) {
    const rule = checkRule(value);
    const place = list ? `[${index}]` : '';
    if (!rule.ok) return no({ ...rule.error, path: [place, rule.error.path].filter(Boolean).join('.') });
    if ([...taken, ...rules].some(({ id }) => id === rule.value.id)) {
      return no({ path: [place, 'id'].filter(Boolean).join('.'), reason: 'has the id of an earlier rule' });
    }
    rules.push(rule.value);
  }
  return rules.length === 0 ? no({ path: '', reason: 'has no rule in it' }) : ok(rules);
}

function parse(text: string): Result<unknown, Misread> {
  try {
    return ok(JSON.parse(text));
  } catch (broken) {
    if (broken instanceof SyntaxError) return no({ path: '', reason: broken.message });
    throw broken;
  }
}
